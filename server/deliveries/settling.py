"""How a sending went is written down: accepted, to be tried again, failed for good, or wanted no more."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, insert, update

from server.audit import journal
from server.database import News, Row, Transaction, prepared
from server.deliveries.channels import LONGEST_ANSWER, Failed
from server.deliveries.claiming import SENDING, WAITING
from server.deliveries.retries import wait_ms
from server.deliveries.tables import attempts, deliveries, targets
from server.deliveries.targets import ACTIVE, DISABLED

DONE, FAILED, CANCELLED = "done", "failed", "cancelled"
LONGEST_REASON = 300

_of = (deliveries.c.id == bindparam("delivery_id"), deliveries.c.state == SENDING)
# Only what is still in hand: what was cancelled meanwhile stays so, and nothing more is written about its person.
SETTLE = prepared(
    update(deliveries)
    .where(*_of)
    .values(
        state=bindparam("to"),
        attempts=deliveries.c.attempts + bindparam("tried"),
        reason=bindparam("why"),
        next_at=bindparam("when"),
        leased_until=None,
        done_at=bindparam("ended"),
    )
    .returning(deliveries.c.attempts, deliveries.c.client)
)
ATTEMPT = prepared(insert(attempts))
WELL = prepared(
    update(targets)
    .where(targets.c.id == bindparam("target_id"), targets.c.failing_since.is_not(None))
    .values(failing_since=None)
)
ILL = prepared(
    update(targets)
    .where(targets.c.id == bindparam("target_id"), targets.c.failing_since.is_(None))
    .values(failing_since=bindparam("moment"))
)
DISABLE = prepared(
    update(targets)
    .where(targets.c.id == bindparam("target_id"), targets.c.state == ACTIVE)
    .values(state=DISABLED, reason=bindparam("why"))
)


@dataclass(frozen=True, slots=True)
class Sending:
    """One exchange with a receiver: the deliveries it carried, when it began and how long it took."""

    target: Row
    carried: Sequence[Row]
    at: int
    took_ms: int
    answer: str = field(default="", repr=False)
    status: int = 0


def accepted(tx: Transaction, sending: Sending) -> int:
    """Everything that was carried has arrived; gives back how many were still wanted."""
    told = 0
    for row in sending.carried:
        told += _settle(tx, sending, row, DONE, "", tx.now)
    tx.run(WELL, target_id=sending.target["id"])
    return told


def failed(tx: Transaction, sending: Sending, failure: Failed) -> None:
    """Nothing was accepted: each waits for its next turn or has failed for good, and stays visible either way."""
    reason = failure.reason[:LONGEST_REASON]
    sending = replace(sending, status=failure.status, answer=failure.answer)
    for row in sending.carried:
        wait = wait_ms(row["attempts"] + 1 - row["spent"], failure.after) if failure.again else None
        # What a receiver wants no more of waits, too: it goes out when somebody switches the target on again.
        state = WAITING if wait is not None or failure.disable else FAILED
        _settle(tx, sending, row, state, reason, tx.now + (wait or 0))
    target, site = sending.target["id"], sending.target["site"]
    tx.run(ILL, target_id=target, moment=sending.at)
    if failure.disable and tx.run(DISABLE, target_id=target, why=reason):
        journal.record(tx, site, None, "target.disabled", target, channel=sending.target["channel"], reason=reason)
    tx.after_commit(News(site, "delivery", target))


def put_back(tx: Transaction, rows: Sequence[Row], until: int | None = None) -> None:
    """These were not tried after all: they wait, until this moment where one is given."""
    for row in rows:
        _change(tx, row, WAITING, row["reason"], row["next_at"] if until is None else until, 0)


def cancel(tx: Transaction, rows: Sequence[Row], reason: str) -> None:
    """Nobody is to be told of these any more."""
    for row in rows:
        _change(tx, row, CANCELLED, reason, row["next_at"], 0)


def _settle(tx: Transaction, sending: Sending, row: Row, state: str, reason: str, when: int) -> bool:
    """Write down one delivery with its attempt; False when it was cancelled while it was on its way."""
    settled = _change(tx, row, state, reason, when, 1)
    if settled is None:
        return False
    tx.run(
        ATTEMPT,
        delivery=row["id"],
        number=settled["attempts"],
        target=row["target"],
        client=settled["client"],
        at=sending.at,
        took_ms=sending.took_ms,
        status=sending.status,
        reason=reason,
        answer=sending.answer[:LONGEST_ANSWER],
    )
    return True


def _change(tx: Transaction, row: Row, state: str, reason: str, when: int, tried: int) -> Row | None:
    ended = tx.now if state in (DONE, CANCELLED) else None
    return tx.one(SETTLE, delivery_id=row["id"], to=state, why=reason, when=when, ended=ended, tried=tried)
