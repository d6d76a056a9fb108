"""People as managers and programs read them: one card with everything known, and the list of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from server.clients import consents, facts, fields, tags
from server.clients.asked import Asked
from server.clients.finding import find
from server.clients.stored import json_value
from server.clients.tables import clients, identities
from server.database import Reader, prepared
from server.database.paging import Page, clamp_limit
from server.errors import NotFound
from server.sites import members
from server.sites.instants import written

ONE = prepared(select(clients).where(clients.c.id == bindparam("client"), clients.c.site == bindparam("site")))
IDENTITIES = prepared(
    select(identities).where(identities.c.client == bindparam("client")).order_by(identities.c.kind, identities.c.at)
)
SITE = prepared(select(clients.c.site).where(clients.c.id == bindparam("client")))
SOME = prepared(select(clients).where(clients.c.id.in_(bindparam("people", expanding=True))))


def site_of(reader: Reader, client: str) -> str | None:
    """The site whose person this is, or None: a door asks it before it asks who may read the card."""
    found: str | None = reader.value(SITE, client=client)
    return found


def card(reader: Reader, site: str, client: str) -> dict[str, Any]:
    """Everything known about one person of this site; anybody else's is `not_found`."""
    row = reader.one(ONE, client=client, site=site)
    if row is None:
        raise NotFound
    return _line(row, More.of(reader, site, [client])) | {
        "identities": [
            {"kind": each["kind"], "value": each["value"], "verified": bool(each["verified"])}
            for each in reader.all(IDENTITIES, client=client)
        ],
        "facts": facts.of(reader, client),
        "consents": consents.of(reader, client),
    }


def search(
    reader: Reader, site: str, asked: Asked, cursor: str | None = None, limit: int | None = None
) -> Page[dict[str, Any]]:
    """The site's people of whom all that is asked for is so, newest first.

    A part may hold fewer than `limit`, even nobody, while its cursor leads on to more.
    """
    found = find(reader, site, asked, cursor, clamp_limit(limit))
    return Page(lines(reader, site, found.ids), found.next)


def lines(reader: Reader, site: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """These people as they stand in a list, in this order; who has gone meanwhile is left out."""
    if not ids:
        return []
    rows = {row["id"]: row for row in reader.all(SOME, people=list(ids))}
    people = [each for each in ids if each in rows]
    more = More.of(reader, site, people)
    return [_line(rows[each], more) for each in people]


@dataclass(frozen=True, slots=True)
class More:
    """What stands beside people's own rows: tags, values of the site's own fields, who works here."""

    tags: Mapping[str, list[dict[str, str]]]
    values: Mapping[str, dict[str, str]]
    members: Mapping[str, str]

    @classmethod
    def of(cls, reader: Reader, site: str, people: Sequence[str]) -> "More":
        """The same for these people, read in one go."""
        values = fields.values_of(reader, fields.of_site(reader, site), people)
        colleagues = {member.id: member.name for member, _ in members.of_site(reader, site)}
        return cls(tags.of_people(reader, people), values, colleagues)


def _line(row: Mapping[str, Any], more: More) -> dict[str, Any]:
    owner = row["owner"]
    return {
        "id": row["id"],
        "name": row["name"],
        "phone": row["phone"],
        "email": row["email"],
        "sample": bool(row["sample"]),
        "first_source": json_value(row["first_source"]),
        "last_source": json_value(row["last_source"]),
        "created_at": written(row["created_at"]),
        "seen_at": written(row["seen_at"]),
        "owner": {"id": owner, "name": more.members.get(owner, "")} if owner else None,
        "tags": [tag["name"] for tag in more.tags.get(row["id"], [])],
        "fields": more.values.get(row["id"], {}),
    }
