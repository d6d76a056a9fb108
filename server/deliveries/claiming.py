"""Who has what in hand: due deliveries are claimed for a minute, and come back when the process that had them died."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select, update

from server.database import Reader, Row, Transaction, prepared
from server.deliveries.tables import deliveries, targets
from server.deliveries.targets import ACTIVE

LEASE_MS = 60_000
BACK_ROWS = 190  # in one unit
WAITING, SENDING = "waiting", "sending"

_next = (
    select(func.min(deliveries.c.next_at))
    .where(deliveries.c.target == targets.c.id, deliveries.c.state == WAITING)
    .scalar_subquery()
)
DUE = prepared(
    select(targets.c.id, targets.c.channel, targets.c.failing_since, _next.label("next_at")).where(
        targets.c.state == ACTIVE
    )
)
ACTIVE_ONE = prepared(select(targets).where(targets.c.id == bindparam("target"), targets.c.state == ACTIVE))
_oldest = (
    select(deliveries.c.id)
    .where(
        deliveries.c.target == bindparam("of"),
        deliveries.c.state == WAITING,
        deliveries.c.next_at <= bindparam("moment"),
    )
    .order_by(deliveries.c.next_at, deliveries.c.at, deliveries.c.event)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
CLAIM = prepared(
    update(deliveries)
    .where(deliveries.c.id.in_(_oldest))
    .values(state=SENDING, leased_until=bindparam("until"))
    .returning(*deliveries.c)
)
_left = select(deliveries.c.id).where(deliveries.c.leased_until < bindparam("moment")).limit(BACK_ROWS)
GIVE_BACK = prepared(
    update(deliveries)
    .where(deliveries.c.id.in_(_left), deliveries.c.state == SENDING)
    .values(state=WAITING, leased_until=None)
)


@dataclass(frozen=True, slots=True)
class Due:
    """A target with something to send now."""

    target: str
    channel: str
    is_failing: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one process has in hand for one target, oldest first; `target` is the stored row, secrets sealed."""

    target: Row
    deliveries: list[Row]


def due(reader: Reader, now: int) -> list[Due]:
    """The targets for which something is due, the healthy ones first."""
    found = [row for row in reader.all(DUE) if row["next_at"] is not None and row["next_at"] <= now]
    found.sort(key=lambda row: (row["failing_since"] is not None, row["next_at"]))
    return [Due(row["id"], row["channel"], row["failing_since"] is not None) for row in found]


def claim(tx: Transaction, target: str, most: int) -> Claimed | None:
    """Take at most `most` due deliveries of this target in hand; None when it is switched off or has none."""
    row = tx.one(ACTIVE_ONE, target=target)
    if row is None:
        return None
    taken = tx.all(CLAIM, of=target, moment=tx.now, most=most, until=tx.now + LEASE_MS)
    taken.sort(key=lambda each: (each["at"], each["event"]))
    return Claimed(row, taken) if taken else None


def give_back(tx: Transaction, before: int | None = None) -> int:
    """Let wait again what was claimed and never settled: leases that ended, or that end before this moment."""
    return tx.run(GIVE_BACK, moment=tx.now if before is None else before)
