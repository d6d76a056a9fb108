"""Requests to be called as managers and programs read them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, bindparam, case, func, or_, select

from server.calls.states import ENDED, QUEUED, STATES
from server.calls.tables import OPEN, calls
from server.clients.tables import clients
from server.database import Reader, prepared
from server.database.paging import Page, clamp_limit, page
from server.errors import Invalid, NotFound
from server.sites.instants import written
from server.sites.tables import members

MOST_TAKEN = 500
MOST_OF_PERSON = 20
STILL_OPEN = "open"  # in place of one state: every one but ended

_all = (
    select(calls, members.c.name.label("taker"), clients.c.sample)
    .outerjoin(members, members.c.id == calls.c.taken_by)
    .outerjoin(clients, clients.c.id == calls.c.client)
)
SITE = prepared(select(calls.c.site).where(calls.c.id == bindparam("call")))
_queued = (calls.c.site == bindparam("site"), calls.c.state == QUEUED, OPEN)
_promised_until = calls.c.created_at + calls.c.promise_seconds * 1000  # asking again does not turn the clock back
_unpromised = or_(calls.c.reason != "", calls.c.promise_seconds == 0)
_is_late = _promised_until < bindparam("now")
FIRST_TO_CALL = (
    case((_unpromised, 2), (_is_late, 1), else_=0),
    case((or_(_unpromised, _is_late), calls.c.created_at), else_=_promised_until),
    calls.c.id,
)
HOW_MANY = prepared(select(func.count()).select_from(calls).where(*_queued))
BROKEN = prepared(
    select(func.count())
    .select_from(calls)
    .where(*_queued, ~_unpromised, _is_late, calls.c.created_at >= bindparam("since"))
)
ONE = prepared(_all.where(calls.c.id == bindparam("call"), calls.c.site == bindparam("site")))


def site_of(reader: Reader, call: str) -> str | None:
    """The site that was asked to call, or None: a door asks it before it asks who may read the request."""
    found: str | None = reader.value(SITE, call=call)
    return found


def one(reader: Reader, site: str, call: str) -> dict[str, Any]:
    """One request of this site; anybody else's is `not_found`."""
    row = reader.one(ONE, call=call, site=site)
    if row is None:
        raise NotFound
    return as_read(row)


def requests(
    reader: Reader, site: str, state: str | None = None, cursor: str | None = None, limit: int | None = None
) -> Page[dict[str, Any]]:
    """The site's requests, newest first; of one state, or every `open` one."""
    most = clamp_limit(limit)
    query = _all.where(calls.c.site == site).order_by(calls.c.id.desc()).limit(most + 1)
    if state not in (None, STILL_OPEN, *STATES):
        raise Invalid(errors={"state": f"one of: {STILL_OPEN}, {', '.join(STATES)}"})
    if state not in (None, ENDED):
        query = query.where(calls.c.id.in_(_open_of(site)))
    if state not in (None, STILL_OPEN):
        query = query.where(calls.c.state == state)
    if cursor:
        query = query.where(calls.c.id < cursor)
    return page([as_read(row) for row in reader.all(query)], most, lambda item: str(item["id"]))


def waiting(reader: Reader, site: str, now: int, most: int) -> list[dict[str, Any]]:
    """Whom nobody has taken yet, at most so many, in the order to call them in.

    First those whose promise can still be kept, the nearest to its end before others; then the late ones, and last
    those who were promised nothing, of each the longest waiting before others. Whoever asks again keeps their place.
    """
    queued = _all.where(calls.c.id.in_(_open_of(site)), calls.c.state == QUEUED)
    return [as_read(row) for row in reader.all(queued.order_by(*FIRST_TO_CALL).limit(most), now=now)]


def of_person(reader: Reader, site: str, client: str) -> list[dict[str, Any]]:
    """The requests of one person that have not ended yet, the oldest first."""
    still = _all.where(calls.c.client == client, calls.c.site == site, OPEN)
    return [as_read(row) for row in reader.all(still.order_by(calls.c.id).limit(MOST_OF_PERSON))]


def taken(reader: Reader, site: str) -> list[dict[str, Any]]:
    """The open requests that are not waiting any more, newest first; there are as many as hands, or nearly."""
    held = _all.where(calls.c.id.in_(_open_of(site)), calls.c.state != QUEUED)
    return [as_read(row) for row in reader.all(held.order_by(calls.c.id.desc()).limit(MOST_TAKEN))]


def count_waiting(reader: Reader, site: str) -> int:
    """How many wait whom nobody has taken yet, however many that is."""
    found: int = reader.value(HOW_MANY, site=site)
    return found


def count_broken(reader: Reader, site: str, since: int, now: int) -> int:
    """How many have asked since then who still wait although they were promised a call by now."""
    found: int = reader.value(BROKEN, site=site, since=since, now=now)
    return found


def _open_of(site: str) -> Select[tuple[str]]:
    """Few are open among all that ever were: asked like this, both databases look at those few only."""
    return select(calls.c.id).where(calls.c.site == site, OPEN)


def as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored request in the form that the API answers with."""
    return {
        "id": row["id"],
        "site": row["site"],
        "client": row["client"],
        "widget": row["widget"],
        "phone": row["phone"],
        "name": row["name"],
        "question": row["question"],
        "state": row["state"],
        "reason": row["reason"],
        "asked": row["asked"],
        "at": written(row["at"] or row["created_at"]),
        "created_at": written(row["created_at"]),
        "asked_at": written(row["asked_at"]),
        "promise_seconds": row["promise_seconds"],
        "taken_by": {"id": row["taken_by"], "name": row["taker"] or ""} if row["taken_by"] else None,
        "taken_at": _or_none(row["taken_at"]),
        "outcome": row["outcome"],
        "note": row["note"],
        "again_at": _or_none(row["again_at"]),
        "ended_at": _or_none(row["ended_at"]),
        "sample": bool(row["sample"]),
    }


def _or_none(moment: int | None) -> str | None:
    return None if moment is None else written(moment)
