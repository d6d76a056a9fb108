"""Deliveries forget of whom they told, and keep that they did."""

import pytest
from sqlalchemy import insert

from server.clients.tables import clients
from server.database import Database, Transaction
from server.deliveries.erase import erase_client
from server.deliveries.fanout import new_delivery
from server.deliveries.tables import attempts, deliveries
from tests.server.deliveries.posting import open_post

pytestmark = pytest.mark.storage


async def test_p3_what_was_told_stays_without_its_person_and_what_was_not_is_cancelled(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")
    await post.leave()
    [person] = await post.desk.all(clients)

    def fill(tx: Transaction) -> None:
        for state in ("waiting", "sending", "failed", "done", "cancelled"):
            row = new_delivery(tx, hook, tx.new_id(), "lead.created", "canary", person["id"], tx.now)
            row |= {"state": state, "reason": state, "done_at": 5 if state in ("done", "cancelled") else None}
            tx.run(insert(deliveries), **row)
            said = {"at": 1, "took_ms": 1, "status": 200, "reason": "", "answer": "canary", "target": hook.id}
            tx.run(insert(attempts), delivery=row["id"], number=1, client=person["id"], **said)

    await database.write(fill)
    await erase_client(database, post.desk.site, person["id"])

    rows = [row for row in await post.deliveries() if row["type"] == "lead.created"]
    assert sorted((row["state"], row["reason"]) for row in rows) == [
        ("cancelled", "cancelled"), ("cancelled", "erased"), ("cancelled", "erased"), ("cancelled", "erased"),
        ("done", "done"),
    ]  # fmt: skip
    assert {(row["client"], row["thing"], row["done_at"] is None) for row in rows} == {(None, "", False)}
    assert {(row["client"], row["answer"]) for row in await post.attempts()} == {(None, "")}
