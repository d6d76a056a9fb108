"""Sending again by hand: one, all that failed, or a ping."""

import pytest
from sqlalchemy import insert, update

from server.audit.tables import audit
from server.database import Database, Transaction, now_ms
from server.deliveries import replay, targets
from server.deliveries.fanout import new_delivery
from server.deliveries.tables import deliveries
from server.deliveries.targets import TargetChange
from server.errors import Conflict, NotFound
from tests.server.deliveries.posting import SEALER, open_post

pytestmark = pytest.mark.storage


async def _made(database, count=1, **given):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")

    def fill(tx: Transaction) -> None:
        shared = {"state": "failed", "attempts": 10, "next_at": 5, "reason": "answered 500"} | given
        rows = [new_delivery(tx, hook, tx.new_id(), "ping", "t", None, tx.now) | shared for _ in range(count)]
        tx.run_many(insert(deliveries), rows)

    await database.write(fill)
    return post, hook, [row["id"] for row in await post.deliveries("id")]


@pytest.mark.parametrize("state", ["failed", "done", "waiting"])
async def test_k7_one_is_sent_again_now_with_the_whole_table_of_retries_before_it(database: Database, state):
    post, _, [delivery] = await _made(database, state=state, next_at=now_ms() + 9_000_000, done_at=7)

    said = await database.write(replay.replay, delivery, post.desk.vera)

    [row] = await post.deliveries()
    assert row == said
    assert (row["state"], row["attempts"], row["spent"], row["done_at"]) == ("waiting", 10, 10, None)
    assert row["next_at"] <= now_ms()
    [told] = [each for each in await post.desk.all(audit) if each["act"] == "delivery.replayed"]
    assert (told["member"], told["thing"]) == (post.desk.vera, delivery)


async def test_one_that_is_on_its_way_is_left_to_it(database: Database):
    _, _, [delivery] = await _made(database, state="sending", leased_until=now_ms() + 60_000)

    assert (await database.write(replay.replay, delivery, None))["state"] == "sending"


async def test_what_was_cancelled_or_lost_its_target_is_not_sent_again(database: Database):
    _, hook, [first, second] = await _made(database, 2)
    cancelled = update(deliveries).where(deliveries.c.id == first).values(state="cancelled")
    await database.write(lambda tx: tx.run(cancelled))
    with pytest.raises(Conflict, match="cancelled"):
        await database.write(replay.replay, first, None)
    await database.write(targets.remove, hook.id, None)
    with pytest.raises(Conflict, match="deleted"):
        await database.write(replay.replay, second, None)
    with pytest.raises(NotFound):
        await database.write(replay.replay, "0" * 26, None)


async def test_all_that_failed_go_again_in_small_units(database: Database):
    post, hook, _ = await _made(database, 160)

    said = [await database.write(replay.replay_failed, hook.id, None) for _ in range(3)]

    assert said == [150, 10, 0]
    assert {row["state"] for row in await post.deliveries("state")} == {"waiting"}


async def test_a_ping_is_due_at_once_and_refused_where_nothing_is_told(database: Database):
    post, hook, _ = await _made(database, 0)

    made = await database.write(replay.ping, hook.id)
    await database.write(targets.change, SEALER, hook.id, TargetChange(is_active=False), None)
    with pytest.raises(Conflict, match="switched off"):
        await database.write(replay.ping, hook.id)
    with pytest.raises(NotFound):
        await database.write(replay.ping, "0" * 26)

    [row] = await post.deliveries()
    assert row == made
    assert (row["type"], row["thing"], row["state"]) == ("ping", hook.id, "waiting")
