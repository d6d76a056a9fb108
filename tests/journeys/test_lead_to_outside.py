"""A lead is told outside whatever befalls the process: nothing is missing there, and a repeat is known by its id."""

import asyncio
import signal

import pytest
import standardwebhooks

from tests.server.deliveries.posting import until
from tests.support.ledger import Crowd
from tests.support.receiver import Receiver, receiving, silent
from tests.support.running import Running, RunServer
from tests.support.submitting import Sending

ALLOWED = {"FRONTDESK_OUTGOING_ALLOW": "127.0.0.1", "FRONTDESK_TRUSTED_PROXIES": "127.0.0.1"}


async def hook(running: Running, receiver: Receiver) -> str:
    """A webhook that is told of every lead; gives back its secret."""
    body = {"url": receiver.url, "events": ["lead.created"]}
    return str((await running.api("POST", f"/sites/{running.site}/webhooks", body))["secret"])


def told(receiver: Receiver) -> dict[str, set[str]]:
    """The ids of events under which each lead was told."""
    found: dict[str, set[str]] = {}
    for heard in receiver.heard:
        found.setdefault(heard.said["data"]["id"], set()).add(heard.id)
    return found


@pytest.mark.parametrize(("point", "passing"), [("before_claim", 5), ("after_sent", 30)])
async def test_g21_what_was_acknowledged_is_told_outside_though_the_process_is_killed(
    point: str, passing: int, run_server: RunServer
) -> None:
    armed = {"FRONTDESK_TESTING": "1", "FRONTDESK_FAILPOINT": f"{point}:{passing}"}
    running = await run_server("", **ALLOWED, **armed)
    crowd = Crowd(running, await running.place())
    async with receiving() as receiver:
        secret = await hook(running, receiver)
        await crowd.send_until_the_end()
        assert await running.ended() == -signal.SIGKILL
        before = len(receiver.heard)
        await running.start(FRONTDESK_FAILPOINT="")
        await crowd.send_again(crowd.ledger.open())
        await until(lambda: set(told(receiver)) >= set(crowd.ledger.kept.values()), 60)
        listed = await running.api("GET", f"/sites/{running.site}/deliveries?state=failed")

    assert before >= passing - 1 if point == "after_sent" else before >= 0
    assert {len(ids) for ids in told(receiver).values()} == {1}
    assert set(told(receiver)) == set(crowd.ledger.kept.values())
    assert listed["items"] == []
    for heard in receiver.heard[:20]:
        standardwebhooks.Webhook(secret).verify(heard.body, heard.headers)


async def test_k7_a_receiver_that_is_dead_delays_nobody_and_is_seen(run_server: RunServer) -> None:
    running = await run_server("", **ALLOWED)
    crowd = Crowd(running, await running.place())
    async with receiving() as healthy, receiving(silent) as dead:
        for receiver in (dead, healthy):
            await hook(running, receiver)
        await crowd.send_again([_sending(crowd, n) for n in range(60)])
        loop = asyncio.get_running_loop()
        since = loop.time()
        await until(lambda: len(told(healthy)) == 60)
        took = loop.time() - since
        metrics = (await running.ask("GET", "/metrics")).text
        waiting = await running.api("GET", f"/sites/{running.site}/deliveries?state=waiting&limit=100")

    assert took < 2.0
    assert len(dead.heard) <= 4
    assert len(waiting["items"]) >= 56
    assert "frontdesk_deliveries_sent_total" in metrics


def _sending(crowd: Crowd, number: int) -> Sending:
    sending = Sending(crowd.widget, number)
    crowd.ledger.sent[sending.key] = sending
    return sending
