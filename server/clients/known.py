"""A person as searching looks at them, read for those few whose index is not written yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, true

from server.clients.tables import client_tags, clients, consents, tags
from server.clients.words import words_of
from server.database import Reader, prepared

MOST_STALE = 500  # of a site; beyond that the index is some seconds behind, and catches up

STALE = prepared(
    select(clients)
    .where(clients.c.site == bindparam("site"), clients.c.stale == true())
    .order_by(clients.c.id.desc())
    .limit(MOST_STALE)
)
PURPOSES = prepared(
    select(consents.c.client, consents.c.purpose)
    .where(consents.c.client.in_(bindparam("people", expanding=True)), consents.c.withdrawn_at.is_(None))
    .distinct()
)
TAGS = prepared(
    select(client_tags.c.client, client_tags.c.tag)
    .join(tags, tags.c.id == client_tags.c.tag)
    .where(client_tags.c.client.in_(bindparam("people", expanding=True)), tags.c.gone_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class Known:
    """A person's row with the words they are found by and their tags' ids."""

    row: Mapping[str, Any]
    words: frozenset[str]
    tags: frozenset[str]


def stale(reader: Reader, site: str) -> list[Known]:
    """The site's people whose index is not written yet, the newest first, 500 at most."""
    rows = reader.all(STALE, site=site)
    if not rows:
        return []
    people = [row["id"] for row in rows]
    purposes, tagged = purposes_of(reader, people), _gathered(reader.all(TAGS, people=people), "tag")
    return [
        Known(row, frozenset(words_of(row, purposes.get(row["id"], ()))), frozenset(tagged.get(row["id"], ())))
        for row in rows
    ]


def purposes_of(reader: Reader, people: Sequence[str]) -> dict[str, list[str]]:
    """What each of these people has agreed to and not withdrawn."""
    return _gathered(reader.all(PURPOSES, people=people), "purpose")


def _gathered(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["client"], []).append(row[name])
    return found
