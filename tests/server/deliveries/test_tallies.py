"""Monitors are told how much waits and how much has failed."""

from sqlalchemy import insert

from server.database import Database
from server.deliveries.fanout import new_delivery
from server.deliveries.tables import deliveries
from server.deliveries.tallies import Tallies
from tests.server.deliveries.posting import open_post


async def test_what_waits_and_what_failed_is_counted(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")
    tallies = Tallies(database)
    assert (tallies.waiting, tallies.failed) == (0, 0)

    for state in ("waiting", "waiting", "failed", "done"):
        await database.write(
            lambda tx, state=state: tx.run(
                insert(deliveries), **new_delivery(tx, hook, tx.new_id(), "ping", "", None, 1) | {"state": state}
            )
        )
    await tallies.count()

    assert (tallies.waiting, tallies.failed) == (2, 1)
