"""The process is killed at each fail point while leads pour in: nothing acknowledged is missing, nothing is doubled."""

import copy
import signal

import pytest

from tests.support.ledger import Crowd, Ledger, Verdict, judge
from tests.support.running import RunServer

POINTS = ("before_commit", "after_commit", "after_ack")


@pytest.mark.parametrize("passing", [40, 70])
@pytest.mark.parametrize("point", POINTS)
async def test_what_was_acknowledged_survives_a_kill_on_sqlite(point: str, passing: int, run_server: RunServer) -> None:
    crowd, before, verdict = await crash(run_server, "", point, passing)

    assert verdict == Verdict(len(before.kept), len(crowd.ledger.sent) - len(before.kept), (), (), ())


@pytest.mark.parametrize("point", POINTS)
async def test_what_was_acknowledged_survives_a_kill_on_postgresql(
    point: str, postgres_url: str, run_server: RunServer
) -> None:
    crowd, before, verdict = await crash(run_server, postgres_url, point, 70)

    assert verdict == Verdict(len(before.kept), len(crowd.ledger.sent) - len(before.kept), (), (), ())


async def crash(run_server: RunServer, url: str, point: str, passing: int) -> tuple[Crowd, Ledger, Verdict]:
    """Let the server die at the fail point under load, start it again, send everything again, and judge."""
    armed = {"FRONTDESK_TESTING": "1", "FRONTDESK_FAILPOINT": f"{point}:{passing}"}
    running = await run_server(url, FRONTDESK_TRUSTED_PROXIES="127.0.0.1", **armed)
    crowd = Crowd(running, await running.place())

    await crowd.send_until_the_end()
    assert await running.ended() == -signal.SIGKILL
    before = copy.deepcopy(crowd.ledger)
    await running.start(FRONTDESK_FAILPOINT="")
    await crowd.send_again(crowd.ledger.sent.values())

    return crowd, before, await judge(running, crowd.ledger, before)
