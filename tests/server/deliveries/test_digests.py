"""Twenty letters an hour come each on its own; beyond that all of them every five minutes."""

import pytest
from sqlalchemy import insert

from server.deliveries.digests import HOUR_MS, MOST_AN_HOUR, STEP_MS, Pace, lately
from server.deliveries.tables import attempts

pytestmark = pytest.mark.storage
NOW = 1_778_767_560_000 // STEP_MS * STEP_MS + 60_000  # a minute past a mark


def tell(tx, moments, target="t" * 26, reason="", first=0):
    """Attempts at these moments."""
    for place, at in enumerate(moments, first):
        row = {"delivery": f"{target[:3]}{place:023}", "number": 1, "target": target, "client": None, "at": at}
        tx.run(insert(attempts), **row, took_ms=5, status=250, reason=reason, answer="")


async def test_what_arrived_within_the_hour_is_counted_for_each_target(database):
    await database.write(tell, [NOW - HOUR_MS, NOW - HOUR_MS + 1, NOW - 5])
    await database.write(tell, [NOW - 4], "other" + "x" * 21)
    await database.write(tell, [NOW - 3], "failed" + "x" * 20, "no connection to the mail server")
    found = [await database.read(lately, target, NOW) for target in ("t" * 26, "failed" + "x" * 20)]
    assert found == [Pace(2, NOW - 5), Pace(0, 0)]


async def test_the_twenty_first_within_the_hour_is_gathered(database):
    await database.write(tell, [NOW - place * 1000 for place in range(19)])
    before = await database.read(lately, "t" * 26, NOW)
    await database.write(tell, [NOW - 90_000 - place for place in range(19, 30)], first=19)
    after = await database.read(lately, "t" * 26, NOW)
    assert (before.told, before.is_full, after.told, after.is_full) == (19, False, MOST_AN_HOUR, True)


def test_what_is_gathered_goes_at_the_next_mark():
    mark = NOW - 60_000
    assert Pace(20, mark + 10).waits_until(NOW) == mark + STEP_MS
    assert Pace(20, mark - 1).waits_until(NOW) is None
    assert Pace(20, mark + 10).waits_until(mark + STEP_MS) is None
