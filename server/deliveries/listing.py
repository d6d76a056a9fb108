"""What waits, what failed and what went out, with the reasons: as the team and its programs read it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Label, Select, bindparam, func, select

from server.database import Reader, Row, prepared
from server.database.paging import Page, page
from server.deliveries.channels import Target
from server.deliveries.tables import attempts, deliveries, targets
from server.deliveries.targets import target_of
from server.errors import NotFound

STATES = ("waiting", "sending", "done", "failed", "cancelled")
MOST_ATTEMPTS = 100  # of one delivery, newest first

ONE = prepared(select(deliveries).where(deliveries.c.id == bindparam("delivery")))
SITE = prepared(select(deliveries.c.site).where(deliveries.c.id == bindparam("delivery")))
ATTEMPTS = prepared(
    select(attempts)
    .where(attempts.c.delivery == bindparam("delivery"))
    .order_by(attempts.c.number.desc())
    .limit(MOST_ATTEMPTS)
)


def _how_many(state: str) -> Label[int]:
    of_it = (deliveries.c.target == targets.c.id, deliveries.c.state == state)
    return select(func.count()).select_from(deliveries).where(*of_it).scalar_subquery().label(state)


# Counted target by target, each along an index: few wait or have failed among all that ever went out.
COUNTS = prepared(select(_how_many("waiting"), _how_many("failed")).select_from(targets))
ILL = select(targets, _how_many("waiting"), _how_many("failed")).order_by(targets.c.site, targets.c.id)


@dataclass(frozen=True, slots=True)
class Patient:
    """A target with how much waits for it and how much has failed for good."""

    target: Target
    waiting: int
    failed: int

    @property
    def is_ill(self) -> bool:
        """Whether somebody should look after it."""
        return bool(self.failed) or self.target.failing_since is not None or self.target.state != "active"


def site_of(reader: Reader, delivery: str) -> str | None:
    """The site whose delivery this is, or None: a door asks it before it asks who may read it."""
    found: str | None = reader.value(SITE, delivery=delivery)
    return found


def one(reader: Reader, delivery: str) -> Row:
    """One delivery with its `log`: every attempt that is still kept, newest first."""
    row = reader.one(ONE, delivery=delivery)
    if row is None:
        raise NotFound
    return row | {"log": reader.all(ATTEMPTS, delivery=delivery)}


def of_target(
    reader: Reader, target: str, limit: int, cursor: str | None = None, state: str | None = None
) -> Page[Row]:
    """A target's deliveries, newest first; of one state or of all."""
    query = select(deliveries).where(deliveries.c.target == target)
    return _page(reader, query, limit, cursor, state)


def of_site(reader: Reader, site: str, limit: int, cursor: str | None = None, state: str | None = None) -> Page[Row]:
    """The site's deliveries to all its targets, newest first; of one state or of all."""
    query = select(deliveries).where(deliveries.c.site == site)
    return _page(reader, query, limit, cursor, state)


def counts(reader: Reader) -> tuple[int, int]:
    """How many deliveries wait, and how many have failed, for all targets there are."""
    rows = reader.all(COUNTS)
    return sum(row["waiting"] for row in rows), sum(row["failed"] for row in rows)


def patients(reader: Reader, site: str | None = None) -> list[Patient]:
    """Every target, of one site or of all, with how it is."""
    query = ILL if site is None else ILL.where(targets.c.site == site)
    return [Patient(target_of(row), row["waiting"], row["failed"]) for row in reader.all(query)]


def _page(reader: Reader, query: Select[Any], limit: int, cursor: str | None, state: str | None) -> Page[Row]:
    if state:
        query = query.where(deliveries.c.state == state)
    if cursor:
        query = query.where(deliveries.c.id < cursor)
    query = query.order_by(deliveries.c.id.desc()).limit(limit + 1)
    return page(reader.all(query), limit, lambda row: str(row["id"]))
