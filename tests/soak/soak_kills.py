"""A hundred kills at random moments and twenty at each fail point, on one and the same growing database.

The seed stands in the test's name; `SEED=<number> make soak` plays the same run again.
"""

import os
import random
import signal
from random import SystemRandom

import pytest

from tests.support.ledger import Crowd, Verdict, judge
from tests.support.running import Running, RunServer

RANDOM_KILLS = 100
KILLS_AT_EACH_POINT = 20
POINTS = ("before_commit", "after_commit", "after_ack")


@pytest.mark.parametrize("seed", [int(os.environ.get("SEED", SystemRandom().randrange(2**32)))])
async def test_a_hundred_kills_at_random_moments(seed: int, run_server: RunServer) -> None:
    chance = random.Random(seed)
    running, crowd = await ready(run_server)
    for _ in range(RANDOM_KILLS):
        await crowd.kill_while_sending(chance.uniform(0.2, 1.0))
        await come_back(running, crowd)
    assert await accounts(running, crowd) == Verdict(len(crowd.ledger.sent), 0, (), (), ())


async def test_twenty_kills_at_each_fail_point(run_server: RunServer) -> None:
    running, crowd = await ready(run_server)
    for number in range(KILLS_AT_EACH_POINT):
        for point in POINTS:
            await running.stop()
            await running.start(FRONTDESK_TESTING="1", FRONTDESK_FAILPOINT=f"{point}:{20 + number * 5}")
            await crowd.send_until_the_end()
            assert await running.ended() == -signal.SIGKILL
            await come_back(running, crowd)
    assert await accounts(running, crowd) == Verdict(len(crowd.ledger.sent), 0, (), (), ())


async def ready(run_server: RunServer) -> tuple[Running, Crowd]:
    """A server with a widget, and the crowd that will use it."""
    running = await run_server("", FRONTDESK_TRUSTED_PROXIES="127.0.0.1")
    widget = await running.place()
    return running, Crowd(running, widget)


async def come_back(running: Running, crowd: Crowd) -> None:
    """Start the server again and send again what was open; another lead under the same key is a fault at once."""
    await running.start()
    await crowd.send_again(crowd.ledger.open())


async def accounts(running: Running, crowd: Crowd) -> Verdict:
    """Everything the server has, held against everything that was ever acknowledged."""
    return await judge(running, crowd.ledger, crowd.ledger)
