"""Letters are forgotten once their links have ended."""

import pytest

from server.answers.forgetting import KEPT_MS
from server.database import Database
from server.deliveries.tidying import tidy
from tests.server.answers.gone import MINUTE_MS, open_gone

pytestmark = pytest.mark.storage


async def test_a_letter_stays_as_long_as_its_link_and_goes_then(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)
    await gone.send()
    await gone.pass_time(KEPT_MS - MINUTE_MS)
    await tidy(database)
    before = len(await gone.letters())
    await gone.pass_time(2 * MINUTE_MS)
    await tidy(database)

    assert (before, await gone.letters()) == (1, [])
