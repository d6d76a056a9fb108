"""Goes through people from the newest on, in steps that grow, and breaks off where it would take too long."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select

from server.clients.conditions import Condition
from server.clients.tables import clients
from server.database import Reader

STEPS = (600, 1400, 4000)  # of a walk in one go


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of people, newest first; `next` is where the following ones come after, None: these were the last."""

    ids: list[str]
    next: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """Only ids from `low` on and below `high`: an id tells when it was drawn."""

    low: str
    high: str

    def of(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """The same as SQL."""
        return and_(column >= self.low, column < self.high)

    def holds(self, client: str) -> bool:
        """The same in Python."""
        return self.low <= client < self.high


def walk(reader: Reader, site: str, conditions: Sequence[Condition], span: Span, most: int) -> Found:
    """Go through people from the newest on, in steps that grow."""
    found: list[str] = []
    base = next((each for each in conditions if each.ordered), None)
    others = [each for each in conditions if each is not base]
    for step in STEPS:
        walked = _step(site, base, span, step)
        held = [each.holds(walked.c.client) for each in others]
        query = select(walked.c.client).where(*held).order_by(walked.c.client.desc()).limit(most - len(found))
        found += [row["client"] for row in reader.all(query)]
        if len(found) >= most:
            return Found(found, None)
        counted = select(func.count().label("walked"), func.min(walked.c.client).label("last")).select_from(walked)
        end = reader.one(counted)
        if end is None or end["walked"] < step:
            return Found(found, None)
        span = Span(span.low, end["last"])
    return Found(found, span.high)


def _step(site: str, base: Condition | None, span: Span, step: int) -> Subquery:
    """The next people to look at: of a condition that has an order, or else all of the site."""
    ordered = base.people(site) if base else None
    if not isinstance(ordered, Select):
        ordered = select(clients.c.id.label("client")).where(clients.c.site == site)
    column = ordered.selected_columns[0]
    return ordered.where(span.of(column)).order_by(column.desc()).limit(step).subquery("walked")
