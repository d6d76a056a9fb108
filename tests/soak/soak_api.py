"""A hundred thousand generated requests to the programs' door: nothing breaks, every answer fits the document (G14).

The seed stands in the test's name; `SEED=<number> make soak` plays the same run again.
"""

import os
from random import SystemRandom

import pytest

from tests.journeys.test_api_fits import misfits
from tests.support.running import Running

EXAMPLES = 1700  # for each of some sixty operations
SEED = int(os.environ.get("SEED") or SystemRandom().randrange(10**6))


@pytest.mark.parametrize("seed", [SEED])
async def test_g14_a_hundred_thousand_generated_requests(running: Running, seed: int) -> None:
    assert await misfits(running, EXAMPLES, seed) == {}
