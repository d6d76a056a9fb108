"""Requests to be called as managers and programs read them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from server.calls.states import STATES
from server.calls.tables import OPEN, calls
from server.clients.tables import clients
from server.database import Reader, prepared
from server.database.paging import Page, clamp_limit, page
from server.errors import Invalid, NotFound
from server.sites.instants import written
from server.sites.tables import members

STILL_OPEN = "open"  # in place of one state: every one but ended

_all = (
    select(calls, members.c.name.label("taker"), clients.c.sample)
    .outerjoin(members, members.c.id == calls.c.taken_by)
    .outerjoin(clients, clients.c.id == calls.c.client)
)
SITE = prepared(select(calls.c.site).where(calls.c.id == bindparam("call")))
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
    if state == STILL_OPEN:
        query = query.where(OPEN)
    elif state is not None:
        if state not in STATES:
            raise Invalid(errors={"state": f"one of: {STILL_OPEN}, {', '.join(STATES)}"})
        query = query.where(calls.c.state == state)
    if cursor:
        query = query.where(calls.c.id < cursor)
    return page([as_read(row) for row in reader.all(query)], most, lambda item: str(item["id"]))


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
