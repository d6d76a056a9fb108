"""What nobody confirmed ends after 7 days and is gone after 30."""

import pytest

from server.clients.tables import consents
from server.database import Database
from server.deliveries.tidying import tidy
from server.optin import confirming, stopping
from tests.server.optin.asker import DAY_MS, HOUR_MS, open_asker

pytestmark = pytest.mark.storage


async def test_what_waits_ends_after_a_week_and_goes_after_a_month(database: Database):
    asker = await open_asker(database)
    await asker.ask()
    seen = []
    for _ in range(3):
        await tidy(database)
        seen.append([row["state"] for row in await asker.optins()])
        await asker.pass_time(7 * DAY_MS + HOUR_MS if len(seen) == 1 else 23 * DAY_MS)

    assert seen == [["waiting"], ["expired"], []]


async def test_what_was_confirmed_stays_so_that_its_link_can_withdraw_it(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await database.write(confirming.confirm, waiting["id"], "203.0.113.9")
    await asker.pass_time(31 * DAY_MS)

    await tidy(database)
    await database.write(stopping.stop, waiting["id"])

    assert [row["withdrawn_at"] is None for row in await asker.desk.all(consents)] == [False]
