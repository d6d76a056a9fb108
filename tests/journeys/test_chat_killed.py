"""The process is killed while visitors write: whatever was acknowledged is heard, in order, once."""

import asyncio
import itertools
import signal

import pytest

from tests.static.waiting import until
from tests.support.chatting import ChattingVisitor
from tests.support.running import Running, RunServer

VISITORS = 8
PAUSE_SECONDS = 0.1  # nobody writes faster than they may
POINTS = ("before_commit", "after_commit", "after_ack")  # the last: acknowledged, and told to nobody yet


@pytest.mark.parametrize("point", POINTS)
async def test_g3_l2_what_was_acknowledged_before_a_kill_is_heard_after_it_on_sqlite(
    point: str, run_server: RunServer
) -> None:
    await crash(run_server, "", point)


@pytest.mark.parametrize("point", POINTS)
async def test_g3_l2_what_was_acknowledged_before_a_kill_is_heard_after_it_on_postgresql(
    point: str, postgres_url: str, run_server: RunServer
) -> None:
    await crash(run_server, postgres_url, point)


async def crash(run_server: RunServer, url: str, point: str) -> None:
    """Let the server die at the fail point while everybody writes, start it again, and compare what each side holds."""
    armed = {"FRONTDESK_TESTING": "1", "FRONTDESK_FAILPOINT": f"{point}:60"}
    running = await run_server(url, FRONTDESK_TRUSTED_PROXIES="127.0.0.1", **armed)
    widget = await running.place("chat")
    visitors = [
        ChattingVisitor(running.address, running.key, running.pages.origin, widget, f"v{number}")
        for number in range(VISITORS)
    ]
    lines = [asyncio.create_task(each.live()) for each in visitors]
    over = asyncio.Event()
    talking = asyncio.gather(*(talk(each, over) for each in visitors))
    async with asyncio.timeout(60):
        assert await running.ended() == -signal.SIGKILL
        await running.start(FRONTDESK_FAILPOINT="")
        over.set()
        await talking
        await until(lambda: all(hears_all(each) for each in visitors), 20)
    for line in lines:
        line.cancel()
    await judge(running, visitors)


def hears_all(visitor: ChattingVisitor) -> bool:
    """Whether everything that was acknowledged has come back."""
    return set(visitor.acknowledged) <= {said["text"] for said in visitor.held}


async def talk(visitor: ChattingVisitor, over: asyncio.Event) -> None:
    """Say one line after the other, each once the one before is acknowledged."""
    for number in itertools.count(1):
        await visitor.say(f"{visitor.name} line {number}")
        if over.is_set():
            return
        await asyncio.sleep(PAUSE_SECONDS)


async def judge(running: Running, visitors: list[ChattingVisitor]) -> None:
    """Each page holds what the database has: every line once, under the number that was promised, in order."""
    found = (await running.api("GET", f"/sites/{running.site}/conversations?limit=100"))["items"]
    kept = {}
    for each in found:
        page = await running.api("GET", f"/conversations/{each['id']}/messages?limit=100")
        texts = [(said["number"], said["text"]) for said in page["items"]]
        kept[texts[0][1].partition(" ")[0]] = texts
    assert len(kept) == len(found) == VISITORS
    for visitor in visitors:
        spoken = [(number, f"{visitor.name} line {number}") for number in range(1, len(visitor.acknowledged) + 1)]
        assert kept[visitor.name] == spoken
        assert [(said["number"], said["text"]) for said in visitor.held] == spoken
        assert visitor.acknowledged == {text: number for number, text in spoken}
        assert (visitor.wrong, visitor.refused) == ([], [])
