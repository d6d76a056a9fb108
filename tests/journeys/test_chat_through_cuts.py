"""Twenty cuts of two seconds over two hundred visitors and ten managers: everything arrives, in order, once."""

import asyncio
import itertools
from typing import Any

from tests.server.database.cable import Cable, cable_to
from tests.static.waiting import until
from tests.support.chatting import ChattingManager, ChattingVisitor
from tests.support.running import Running, RunServer

VISITORS, MANAGERS, CUTS, CUT_SECONDS, BETWEEN_SECONDS = 200, 10, 20, 2.0, 1.0
PAUSE_SECONDS = 5.0  # between two lines of one visitor: cuts come in the middle of some and between others


async def test_l2_twenty_cuts_lose_nothing_double_nothing_and_keep_the_order(run_server: RunServer) -> None:
    running = await run_server(FRONTDESK_TRUSTED_PROXIES="127.0.0.1")
    widget = await running.place("chat")
    async with cable_to(running.port) as cable, asyncio.timeout(300):
        address = f"http://127.0.0.1:{cable.port}"
        visitors = [
            ChattingVisitor(address, running.key, running.pages.origin, widget, f"v{number}")
            for number in range(VISITORS)
        ]
        managers = [ChattingManager(address, running.site, running.made["api_token"]) for _ in range(MANAGERS)]
        lines = [asyncio.create_task(each.live()) for each in visitors]
        over = asyncio.Event()
        talking = asyncio.gather(*(talk(each, over) for each in visitors))
        answering = asyncio.gather(*(answer(managers, place, talking) for place in range(MANAGERS)))
        for _ in range(CUTS):
            await asyncio.sleep(BETWEEN_SECONDS)
            await cut(cable)
        over.set()
        await asyncio.gather(talking, answering)
        await everything_heard(visitors, managers)
        for line in lines:
            line.cancel()

    await judge(running, visitors, managers)


async def talk(visitor: ChattingVisitor, over: asyncio.Event) -> None:
    """Say one line after the other until the cuts are over."""
    for number in itertools.count(1):
        await visitor.say(f"{visitor.name} line {number}")
        if over.is_set():
            return
        await asyncio.sleep(PAUSE_SECONDS)


async def answer(managers: list[ChattingManager], place: int, talking: asyncio.Future[Any]) -> None:
    """Look after every tenth conversation as long as visitors talk, and once more when they have ended."""
    while True:
        is_last = talking.done()
        try:
            await managers[place].look(place, len(managers))
        except ChattingManager.gone:
            await asyncio.sleep(0.2)
            continue
        if is_last:
            return
        await asyncio.sleep(0.3)


async def cut(cable: Cable) -> None:
    """Two seconds without a line."""
    await cable.cut()
    await asyncio.sleep(CUT_SECONDS)
    await cable.mend()


async def everything_heard(visitors: list[ChattingVisitor], managers: list[ChattingManager]) -> None:
    """Wait until each visitor's page holds the answers that were promised to be kept."""
    answered = {text for manager in managers for text in manager.acknowledged}
    await until(lambda: answered <= {each["text"] for visitor in visitors for each in visitor.held}, 60)


async def judge(running: Running, visitors: list[ChattingVisitor], managers: list[ChattingManager]) -> None:
    """Both transcripts equal the database's, and what was acknowledged is where it was said to be."""
    sides = {conversation: side for manager in managers for conversation, side in manager.sides.items()}
    kept: dict[str, list[tuple[int, str, str]]] = {}
    for conversation in sides:
        page = await running.api("GET", f"/conversations/{conversation}/messages?limit=100")
        assert page["next"] is None
        kept[conversation] = [(each["number"], each["author"], each["text"]) for each in page["items"]]
    by_visitor = {texts[0][2].split()[0]: texts for texts in kept.values()}

    assert len(by_visitor) == VISITORS
    assert [each.refused for each in visitors if each.refused] == []
    assert [each.wrong for each in (*visitors, *sides.values()) if each.wrong] == []
    for visitor in visitors:
        theirs = [(each["number"], each["author"], each["text"]) for each in visitor.held]
        assert theirs == by_visitor[visitor.name]
        own = [text for _, author, text in theirs if author == "visitor"]
        assert own == [f"{visitor.name} line {number}" for number in range(1, len(own) + 1)]
        assert visitor.acknowledged == {text: number for number, author, text in theirs if author == "visitor"}
    for manager in managers:
        for text, number in manager.acknowledged.items():
            assert (number, "manager", text) in by_visitor[text.split()[1]]
    for conversation, side in sides.items():
        assert [(each["number"], each["author"], each["text"]) for each in side.held] == kept[conversation][: side.have]
