"""The doctor names the targets that somebody should look after, and no one else's address."""

import pytest
from sqlalchemy import update

from server.database import Database
from server.deliveries import targets
from server.deliveries.advice import ill_targets
from server.deliveries.tables import targets as table
from server.deliveries.targets import NewTarget
from tests.server.deliveries.posting import SEALER, open_post


@pytest.mark.storage
async def test_targets_that_fail_or_are_off_are_named_and_the_others_are_not(database: Database, database_url: str):
    post = await open_post(database)
    await post.hook("https://well.example/")
    off = await post.hook("https://off.example/hook?token=canary")
    mail = NewTarget("mail", "canary@shop.example", "Team")
    failing = await database.write(targets.create, SEALER, post.desk.site, mail, None)
    for target, values in ((off, {"state": "disabled", "reason": "answered 410"}), (failing, {"failing_since": 0})):
        query = update(table).where(table.c.id == target.id).values(**values)
        await database.write(lambda tx, query=query: tx.run(query))

    assert sorted(ill_targets(database_url)) == [
        f"mail Team of site {post.desk.site}, fails since 1970-01-01T00:00:00Z: 0 wait, 0 have failed.",
        f"webhook off.example of site {post.desk.site}, is off (answered 410): 0 wait, 0 have failed.",
    ]


def test_a_database_that_is_not_migrated_has_none(tmp_path):
    assert ill_targets(f"sqlite:///{tmp_path}/empty.sqlite3") == []
