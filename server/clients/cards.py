"""People as managers and programs read them: one card with everything known, and the list of all."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from server.clients import consents, facts
from server.clients.emails import read_email
from server.clients.phones import search_forms
from server.clients.stored import json_value
from server.clients.tables import clients, identities
from server.database import Reader, prepared
from server.database.paging import Page, clamp_limit
from server.database.paging import page as as_page
from server.errors import Invalid, NotFound
from server.sites.instants import written
from server.sites.tables import sites

ONE = prepared(select(clients).where(clients.c.id == bindparam("client"), clients.c.site == bindparam("site")))
IDENTITIES = prepared(
    select(identities).where(identities.c.client == bindparam("client")).order_by(identities.c.kind, identities.c.at)
)
SITE = prepared(select(clients.c.site).where(clients.c.id == bindparam("client")))
COUNTRY = prepared(select(sites.c.country).where(sites.c.id == bindparam("site")))


def site_of(reader: Reader, client: str) -> str | None:
    """The site whose person this is, or None: a door asks it before it asks who may read the card."""
    found: str | None = reader.value(SITE, client=client)
    return found


def card(reader: Reader, site: str, client: str) -> dict[str, Any]:
    """Everything known about one person of this site; anybody else's is `not_found`."""
    row = reader.one(ONE, client=client, site=site)
    if row is None:
        raise NotFound
    return _line(row) | {
        "first_source": json_value(row["first_source"]),
        "identities": [
            {"kind": each["kind"], "value": each["value"], "verified": bool(each["verified"])}
            for each in reader.all(IDENTITIES, client=client)
        ],
        "facts": facts.of(reader, client),
        "consents": consents.of(reader, client),
    }


def search(
    reader: Reader, site: str, q: str = "", cursor: str | None = None, limit: int | None = None
) -> Page[dict[str, Any]]:
    """The site's people, newest first; with `q` those whose phone (in any form) or e-mail it is."""
    most = clamp_limit(limit)
    query = select(clients).where(clients.c.site == site).order_by(clients.c.id.desc()).limit(most + 1)
    if cursor:
        query = query.where(clients.c.id < cursor)
    if wanted := q.strip():
        found = _identified(reader, site, wanted)
        if not found:
            return Page([], None)
        query = query.where(clients.c.id.in_(found))
    return as_page([_line(row) for row in reader.all(query)], most, lambda item: str(item["id"]))


def _identified(reader: Reader, site: str, wanted: str) -> list[str]:
    """The people whom this phone or e-mail identifies."""
    kind, values = "phone", search_forms(wanted, reader.value(COUNTRY, site=site))
    if "@" in wanted:
        kind, values = "email", _emails(wanted)
    if not values:
        return []
    query = select(identities.c.client).where(identities.c.site == site, identities.c.kind == kind)
    return [row["client"] for row in reader.all(query.where(identities.c.value.in_(values)))]


def _emails(wanted: str) -> list[str]:
    try:
        return [read_email(wanted)]
    except Invalid:
        return []


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "phone": row["phone"],
        "email": row["email"],
        "sample": bool(row["sample"]),
        "last_source": json_value(row["last_source"]),
        "created_at": written(row["created_at"]),
        "seen_at": written(row["seen_at"]),
    }
