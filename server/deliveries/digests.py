"""How often one address gets a letter: each thing at once, and above twenty an hour all of them every five minutes."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from server.database import Reader, prepared
from server.deliveries.tables import attempts

MOST_AN_HOUR = 20
HOUR_MS = 60 * 60 * 1000
STEP_MS = 5 * 60 * 1000
MOST_IN_ONE = 100

_told = (
    select(attempts.c.at)
    .where(attempts.c.target == bindparam("target"), attempts.c.at > bindparam("since"), attempts.c.reason == "")
    .order_by(attempts.c.at.desc())
    .limit(MOST_AN_HOUR)
    .subquery()
)
LATELY = prepared(select(func.count().label("told"), func.max(_told.c.at).label("latest")).select_from(_told))


@dataclass(frozen=True, slots=True)
class Pace:
    """How one address fared in the last hour: how many things it was told (counted up to 20), and when the last."""

    told: int
    latest: int

    @property
    def is_full(self) -> bool:
        """Whether what comes next is gathered."""
        return self.told >= MOST_AN_HOUR

    def waits_until(self, now: int) -> int | None:
        """Where it is full: the next mark, unless nothing went since the last one; then all goes now, which is None."""
        mark = now - now % STEP_MS
        return mark + STEP_MS if self.latest >= mark else None


def lately(reader: Reader, target: str, now: int) -> Pace:
    """How the target fared in the hour before `now`."""
    row = reader.one(LATELY, target=target, since=now - HOUR_MS)
    return Pace(row["told"] if row else 0, (row["latest"] if row else None) or 0)
