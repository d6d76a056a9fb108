"""What was told long ago is forgotten; what waits or has failed is not."""

import pytest
from sqlalchemy import insert, update

from server.clients.tables import outbox
from server.conversations.tables import message_keys, messages
from server.database import Database, Transaction, now_ms
from server.deliveries.fanout import new_delivery
from server.deliveries.tables import attempts, deliveries
from server.deliveries.tidying import KEPT_ATTEMPTS, KEPT_MS, tidy
from tests.server.conversations.talk import Talk
from tests.server.deliveries.posting import open_post

pytestmark = pytest.mark.storage


async def test_done_and_cancelled_ones_of_long_ago_go_with_their_events_and_attempts(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")
    old, new = now_ms() - KEPT_MS - 1000, now_ms() - KEPT_MS + 60_000

    def fill(tx: Transaction) -> None:
        for at in (old, new):
            for state in ("waiting", "failed", "done", "cancelled"):
                ended = at if state in ("done", "cancelled") else None
                row = new_delivery(tx, hook, tx.new_id(), "ping", "t", None, at)
                tx.run(insert(deliveries), **row | {"state": state, "done_at": ended, "next_at": at})
            tx.run(insert(attempts), **_attempt(hook.id, tx.new_id(), at))
            for state in ("waiting", "done"):
                shared = {"site": "s", "event": "ping", "thing": "t", "client": None, "attempts": 0, "at": at}
                tx.run(insert(outbox), id=tx.new_id(), state=state, next_at=at, **shared)

    await database.write(fill)
    await tidy(database)

    left = {(row["state"], row["at"] == old) for row in await post.deliveries()}
    assert left == {("waiting", True), ("failed", True), *((state, False) for state in
                    ("waiting", "failed", "done", "cancelled"))}  # fmt: skip
    assert [row["at"] for row in await post.attempts("at")] == [new]
    assert sorted((row["state"], row["at"] == old) for row in await post.desk.all(outbox)) == [
        ("done", False), ("waiting", False), ("waiting", True),
    ]  # fmt: skip


async def test_of_one_target_the_newest_thousand_attempts_stay(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")
    now = now_ms()

    def fill(tx: Transaction, start: int) -> None:
        rows = [_attempt(hook.id, tx.new_id(), now - n) for n in range(start, start + 200)]
        tx.run_many(insert(attempts), rows)

    for start in range(0, KEPT_ATTEMPTS + 400, 200):
        await database.write(fill, start)
    await tidy(database)

    kept = [now - row["at"] for row in await post.attempts("at")]
    assert sorted(kept) == list(range(KEPT_ATTEMPTS))


async def test_keys_of_messages_that_nobody_can_be_sending_any_more_go_and_the_words_stay(database: Database):
    post = await open_post(database)
    talk = Talk(post.desk)
    old, new = await talk.say(), await talk.say()
    aged = update(message_keys).where(message_keys.c.message == old.id).values(at=now_ms() - KEPT_MS - 1000)
    await database.write(lambda tx: tx.run(aged))
    await tidy(database)

    assert [row["message"] for row in await post.desk.all(message_keys)] == [new.id]
    assert [row["id"] for row in await post.desk.all(messages)] == [old.id, new.id]


def _attempt(target, delivery, at):
    said = {"client": None, "took_ms": 1, "status": 200, "reason": "", "answer": ""}
    return {"delivery": delivery, "number": 1, "target": target, "at": at} | said
