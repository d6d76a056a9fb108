"""What is to be told outside."""

import pytest

from server.clients import outbox
from server.clients.tables import outbox as table
from server.database import Database, Transaction


@pytest.mark.storage
async def test_events_are_planned_with_what_they_tell_of(database: Database):
    def plan(tx: Transaction) -> int:
        outbox.plan(tx, "s", "c", [("lead.created", "l")])
        return tx.now

    now = await database.write(plan)

    [row] = await database.read(lambda reader: reader.all(table.select()))
    assert len(row.pop("id")) == 26
    assert row == {
        "site": "s",
        "event": "lead.created",
        "thing": "l",
        "client": "c",
        "state": "waiting",
        "attempts": 0,
        "next_at": now,
        "at": now,
    }
