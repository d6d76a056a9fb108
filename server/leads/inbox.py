"""What visitors left, as managers and programs read it; taking a lead is a race that one of them wins."""

from collections.abc import Mapping
from typing import Any

from server.clients.stored import json_value
from server.database import News, Reader, Transaction
from server.database.paging import Page, clamp_limit, page
from server.errors import AlreadyTaken, NotFound
from server.leads.queries import FIRST, LEADS, ONE_LEAD, SITE, TAKE
from server.leads.tables import leads as table
from server.sites.instants import written


def site_of(reader: Reader, lead: str) -> str | None:
    """The site at which this was left, or None: a door asks it before it asks who may read it."""
    found: str | None = reader.value(SITE, lead=lead)
    return found


def one(reader: Reader, site: str, lead: str) -> dict[str, Any]:
    """One lead of this site; anybody else's is `not_found`."""
    row = reader.one(ONE_LEAD, lead=lead, site=site)
    if row is None:
        raise NotFound
    return as_read(row)


def leads(reader: Reader, site: str, cursor: str | None = None, limit: int | None = None) -> Page[dict[str, Any]]:
    """The site's leads, newest first; suspected spam is among them and says so."""
    most = clamp_limit(limit)
    query = LEADS.where(table.c.site == site).order_by(table.c.id.desc()).limit(most + 1)
    if cursor:
        query = query.where(table.c.id < cursor)
    return page([as_read(row) for row in reader.all(query)], most, lambda item: str(item["id"]))


def first(reader: Reader, site: str) -> dict[str, Any] | None:
    """The first thing that anybody left on the site: its id, client, name, phone, e-mail and moment (ms); or None."""
    return reader.one(FIRST, site=site)


def take(tx: Transaction, site: str, lead: str, member: str) -> dict[str, Any]:
    """Make the lead this member's; of several at once one wins, the others learn who: `AlreadyTaken`."""
    won = tx.run(TAKE, lead=lead, of=site, member=member, moment=tx.now)
    taken = one(tx, site, lead)
    if not won and taken["taken_by"]["id"] != member:
        raise AlreadyTaken(taken_by=taken["taken_by"])
    if won:
        tx.after_commit(News(site, "lead", lead))
    return taken


def as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored lead in the form that the API answers with."""
    return {
        "id": row["id"],
        "site": row["site"],
        "kind": row["kind"],
        "widget": row["widget"],
        "client": row["client"],
        "name": row["name"],
        "phone": row["phone"],
        "email": row["email"],
        "values": json_value(row["values"]),
        "page": json_value(row["page"]),
        "source": json_value(row["source"]),
        "spam": bool(row["spam"]),
        "sample": bool(row["sample"]),
        "at": written(row["at"]),
        "taken_by": {"id": row["taken_by"], "name": row["taker"] or ""} if row["taken_by"] else None,
        "taken_at": None if row["taken_at"] is None else written(row["taken_at"]),
    }
