"""People as a table for a spreadsheet: the whole of a filter, streamed part by part, and links that open once."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import bindparam, delete, insert

from server.audit import journal
from server.clients import cards, fields
from server.clients.asked import Asked
from server.clients.csv_text import MARK, line
from server.clients.field_values import Field
from server.clients.finding import find
from server.clients.known import purposes_of
from server.clients.tables import export_links
from server.clients.words import source_name
from server.database import Database, Reader, Transaction, prepared
from server.errors import NotFound
from server.sites.keys import hashed, secret

PART = 200  # people read at once
LINK_MS = 15 * 60 * 1000
BEFORE = ("name", "phone", "email", "tags", "owner")
AFTER = ("first_source", "last_source", "consents", "created_at", "seen_at", "id")

ADD_LINK = prepared(insert(export_links))
USE_LINK = prepared(
    delete(export_links)
    .where(
        export_links.c.token_hash == bindparam("digest"),
        export_links.c.site == bindparam("of"),
        export_links.c.member == bindparam("by"),
        export_links.c.expires_at > bindparam("moment"),
    )
    .returning(export_links.c.wanted)
)
PRUNE = prepared(delete(export_links).where(export_links.c.expires_at <= bindparam("moment")))


@dataclass(frozen=True, slots=True)
class Heading:
    """The table in its reader's words; without them it is a program's: names as they are kept, moments in UTC.

    `words` are the names of the columns, `purposes` what people agree to, `answers` those of a field of yes or no;
    `direct` stands where nobody sent them, and moments are told in the `zone`.
    """

    words: Mapping[str, str]
    language: str = "en"
    purposes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    direct: str = ""
    zone: tzinfo = UTC

    def line(self, known: Sequence[Field]) -> str:
        """The first line of the table."""
        own = [each.called(self.language) for each in known]
        return line([*(self.words.get(each, each) for each in BEFORE), *own, *(self.words.get(e, e) for e in AFTER)])

    def cells(self, row: Mapping[str, Any], known: Sequence[Field]) -> list[object]:
        """One person."""
        owner = row["owner"]["name"] if row["owner"] else ""
        sources = [source_name(row[which]) or self.direct for which in ("first_source", "last_source")]
        agreed = ", ".join(self.purposes.get(each, each) for each in row["consents"])
        return [
            *(row["name"], row["phone"], row["email"], ", ".join(row["tags"]), owner),
            *(self._own(each, row["fields"].get(each.key, "")) for each in known),
            *(*sources, agreed, self._moment(row["created_at"]), self._moment(row["seen_at"]), row["id"]),
        ]

    def _own(self, own: Field, value: str) -> str:
        return self.answers.get(value, value) if own.kind == "yes_no" else value

    def _moment(self, at: str) -> str:
        if self.zone is UTC:
            return at
        return datetime.fromisoformat(at).astimezone(self.zone).isoformat(timespec="seconds")


async def table(
    database: Database, site: str, member: str, asked: Asked, heading: Heading | None = None
) -> AsyncIterator[bytes]:
    """The table part by part, newest people first; the journal tells who took it and how many people it held.

    What is asked for is written down before the first person leaves, and how many they were after the last.
    """
    await database.write(_began, site, member, asked)
    known = await database.read(fields.of_site, site)
    told = heading or Heading({})
    yield (MARK + told.line(known)).encode()
    people, cursor = 0, None
    while True:
        rows, cursor = await database.read(_part, site, asked, cursor)
        people += len(rows)
        if rows:
            yield "".join(line(told.cells(row, known)) for row in rows).encode()
        if cursor is None:
            break
    await database.write(_ended, site, member, people)


def make_link(tx: Transaction, site: str, member: str, asked: Asked) -> str:
    """A token that lets this member take the table once, within 15 minutes."""
    token = secret()
    tx.run(PRUNE, moment=tx.now)
    wanted = asked.model_dump_json(exclude_defaults=True)
    row = {"token_hash": hashed(token), "site": site, "member": member, "wanted": wanted}
    tx.run(ADD_LINK, **row, expires_at=tx.now + LINK_MS)
    return token


def use_link(tx: Transaction, site: str, member: str, token: str) -> Asked:
    """What the link was made for; it is used up. Another's, an old and a used one are `not_found`."""
    row = tx.one(USE_LINK, digest=hashed(token), of=site, by=member, moment=tx.now)
    if row is None:
        raise NotFound
    return Asked.model_validate(json.loads(row["wanted"]))


def _part(reader: Reader, site: str, asked: Asked, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
    found = find(reader, site, asked, cursor, PART)
    rows = cards.lines(reader, site, found.ids)
    agreed = purposes_of(reader, found.ids)
    return [row | {"consents": sorted(agreed.get(row["id"], ()))} for row in rows], found.next


def _began(tx: Transaction, site: str, member: str, asked: Asked) -> None:
    named = [name for name in type(asked).model_fields if getattr(asked, name) not in (None, "")]
    journal.record(tx, site, member, "clients.export_began", filters=named)


def _ended(tx: Transaction, site: str, member: str, people: int) -> None:
    journal.record(tx, site, member, "clients.exported", people=people)
