"""Sending again by hand: one delivery, everything that failed for a target, or a ping to see whether it hears us."""

from typing import Any

from sqlalchemy import bindparam, select, update

from server.audit import journal
from server.database import News, Row, Transaction, prepared
from server.deliveries.events import PING
from server.deliveries.fanout import ADD, new_delivery
from server.deliveries.listing import ONE
from server.deliveries.tables import deliveries
from server.deliveries.targets import ACTIVE, find
from server.errors import Conflict, NotFound

ROWS = 150  # in one unit
AGAIN: dict[str, Any] = {
    "state": "waiting",
    "spent": deliveries.c.attempts,
    "next_at": bindparam("moment"),
    "done_at": None,
}

REPLAY = prepared(
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery_id"), deliveries.c.state.in_(("waiting", "failed", "done")))
    .values(**AGAIN)
)
_failed = (
    select(deliveries.c.id)
    .where(deliveries.c.target == bindparam("of"), deliveries.c.state == "failed")
    .order_by(deliveries.c.next_at)
    .limit(ROWS)
)
REPLAY_FAILED = prepared(update(deliveries).where(deliveries.c.id.in_(_failed)).values(**AGAIN))


def replay(tx: Transaction, delivery: str, member: str | None) -> Row:
    """Send one delivery again now, under the id it had, with the whole table of retries before it.

    One that waits is sent now. `Conflict` for one that was cancelled or whose target was deleted; one that is being
    sent at this moment is left to it.
    """
    row = tx.one(ONE, delivery=delivery)
    if row is None:
        raise NotFound
    if find(tx, row["target"]) is None:
        raise Conflict("This was told to a target that has been deleted.")
    if row["state"] == "cancelled":
        raise Conflict("This was cancelled: what it told of is not there any more.")
    if tx.run(REPLAY, delivery_id=delivery, moment=tx.now):
        journal.record(tx, row["site"], member, "delivery.replayed", delivery, type=row["type"])
        tx.after_commit(News(row["site"], "delivery", delivery))
    return tx.one(ONE, delivery=delivery) or row


def replay_failed(tx: Transaction, target: str, member: str | None) -> int:
    """Send again what failed for a target, 150 at most: repeat until it gives back less."""
    found = find(tx, target)
    if found is None:
        raise NotFound
    count = tx.run(REPLAY_FAILED, of=target, moment=tx.now)
    if count:
        journal.record(tx, found.site, member, "target.replayed", target, channel=found.channel, count=count)
        tx.after_commit(News(found.site, "delivery", target))
    return count


def ping(tx: Transaction, target: str) -> Row:
    """Make a delivery that tells of nothing but itself; `Conflict` for a target that is switched off."""
    found = find(tx, target)
    if found is None:
        raise NotFound
    if found.state != ACTIVE:
        raise Conflict("This is switched off. Switch it on first.")
    row = new_delivery(tx, found, tx.new_id(), PING, target, None, tx.now)
    tx.run(ADD, **row)
    tx.after_commit(News(found.site, "delivery", row["id"]))
    return row
