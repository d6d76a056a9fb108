"""How a site's deliveries are, for people: each target with its latest success, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from sqlalchemy import bindparam, select

from server.clients.tables import clients
from server.database import Reader, Row, prepared
from server.database.paging import Page, page
from server.deliveries import listing
from server.deliveries.channels import Target
from server.deliveries.tables import attempts

LAST_SUCCESS = prepared(
    select(attempts.c.at)
    .where(attempts.c.target == bindparam("target"), attempts.c.reason == "")
    .order_by(attempts.c.at.desc())
    .limit(1)
)
LAST_FAILURE = prepared(
    select(attempts.c.reason)
    .where(attempts.c.target == bindparam("target"), attempts.c.reason != "")
    .order_by(attempts.c.at.desc())
    .limit(1)
)
PEOPLE = prepared(
    select(clients.c.id, clients.c.name, clients.c.phone, clients.c.email).where(
        clients.c.id.in_(bindparam("ids", expanding=True)), clients.c.site == bindparam("site")
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one target is: what waits and has failed, when it last took something (ms) and why it last did not.

    The latter two as long as it is known: attempts are kept for 30 days.
    """

    target: Target
    waiting: int
    failed: int
    last_success: int | None
    last_failure: str


def standings(reader: Reader, site: str) -> list[Standing]:
    """Every target of a site, in the order in which they were made."""
    found = listing.patients(reader, site)
    return [
        Standing(
            target=each.target,
            waiting=each.waiting,
            failed=each.failed,
            last_success=reader.value(LAST_SUCCESS, target=each.target.id),
            last_failure=reader.value(LAST_FAILURE, target=each.target.id) or "",
        )
        for each in found
    ]


def told(
    reader: Reader, site: str, states: Sequence[str], target: str | None, cursor: str | None, limit: int
) -> Page[Row]:
    """The site's deliveries in any of these states, newest first; to one target or to all."""

    def of(state: str) -> list[Row]:
        if target is None:
            return listing.of_site(reader, site, limit + 1, cursor, state).items
        return listing.of_target(reader, target, limit + 1, cursor, state).items

    newest = merge(*(of(state) for state in states), key=lambda row: str(row["id"]), reverse=True)
    return page(list(islice(newest, limit + 1)), limit, lambda row: str(row["id"]))


def people(reader: Reader, site: str, rows: Sequence[Row]) -> dict[str, Row]:
    """Whom deliveries are about, by the client's id."""
    ids = sorted({row["client"] for row in rows if row["client"]})
    return {row["id"]: row for row in reader.all(PEOPLE, ids=ids, site=site)} if ids else {}
