"""Fills a site with a crowd of sample people, in small units of work: for trying out how it is to have many."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, insert, select

from server.calls.states import ENDED
from server.calls.tables import calls
from server.clients import tags
from server.clients.stored import json_text
from server.clients.tables import client_tags, clients, consents, identities, search_words, timeline
from server.clients.words import words_of
from server.database import Database, Prepared, Reader, Transaction, now_ms, prepared
from server.database.ids import earliest_id, new_id
from server.demo.crowd import TAGS, Somebody, crowd
from server.errors import Invalid, NotFound
from server.leads.tables import leads
from server.sites.tables import memberships, sites, widgets

UNIT_ROWS = 200
TOGETHER = 100  # people made ready at once
IN_FLIGHT = 48  # units that wait for the database at the same time
TABLES = (clients, identities, search_words, client_tags, consents, timeline, leads, calls)
CALLED = 4  # every fourth has asked to be called

ADD: Mapping[str, Prepared] = {table.name: prepared(insert(table)) for table in TABLES}
SITE_BY_KEY = prepared(select(sites.c.id).where(sites.c.key == bindparam("key")))
SITES = prepared(select(sites.c.id).order_by(sites.c.id).limit(2))
WIDGET = prepared(select(widgets.c.id, widgets.c.kind).where(widgets.c.site == bindparam("site")).limit(1))
MEMBERS = prepared(select(memberships.c.member).where(memberships.c.site == bindparam("site")))
ANYBODY = prepared(select(identities.c.value).where(identities.c.value == bindparam("value")).limit(1))
Rows = dict[str, list[dict[str, Any]]]


async def seed(database: Database, key: str | None, people: int, entries: int) -> int:
    """Make so many people with so many timeline entries between them; gives back how many rows were written.

    `key` None: the only site there is. A site that was seeded already is refused: its numbers are taken.
    """
    site = await database.read(_site, key)
    maker = await database.read(_maker, site)
    if await database.read(_is_seeded, people):
        raise Invalid("This database holds a crowd already.")
    known = await database.write(tags.ensure, site, None, TAGS)
    maker.tags = dict(zip(TAGS, known, strict=True))
    written, waiting = 0, set[asyncio.Task[int]]()
    everybody = crowd(people, entries, now_ms())
    while some := list(islice(everybody, TOGETHER)):
        for table, rows in maker.rows(some):
            if len(waiting) >= IN_FLIGHT:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                written += sum(each.result() for each in done)
            waiting.add(asyncio.create_task(database.write(_write, table, rows)))
    return written + sum(await asyncio.gather(*waiting))


class Maker:
    """Turns people into rows of every table that knows of them."""

    def __init__(self, site: str, widget: tuple[str, str] | None, members: Sequence[str]) -> None:
        self.site = site
        self.tags: Mapping[str, str] = {}
        self._widget = widget
        self._members = members
        self._count = 0

    def rows(self, people: Sequence[Somebody]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """The rows of these people, table by table, at most 200 together."""
        made: Rows = defaultdict(list)
        for somebody in people:
            self._add(made, somebody)
        for table in TABLES:
            rows = made[table.name]
            yield from ((table.name, rows[at : at + UNIT_ROWS]) for at in range(0, len(rows), UNIT_ROWS))

    def _add(self, made: Rows, somebody: Somebody) -> None:
        self._count += 1
        born = somebody.entries[0][1] if somebody.entries else now_ms()
        seen = somebody.entries[-1][1] if somebody.entries else born
        client, owners = _id(born), [None, None, *self._members]
        base = {"site": self.site, "client": client}
        contact = {"name": somebody.name, "phone": somebody.phone, "email": somebody.email}
        source = json_text(somebody.source)
        row = {
            "id": client,
            "site": self.site,
            **contact,
            "first_source": source,
            "last_source": source,
            "last_number": len(somebody.entries),
            "sample": True,
            "created_at": born,
            "seen_at": seen,
            "owner": owners[self._count % len(owners)],
            "stale": False,
        }
        made[clients.name].append(row)
        made[identities.name] += [
            base | {"kind": kind, "value": contact[kind], "verified": False, "at": born}
            for kind in ("email", "phone")
            if contact[kind]
        ]
        made[search_words.name] += [base | {"word": word} for word in sorted(words_of(row, somebody.agreed))]
        made[client_tags.name] += [base | {"tag": self.tags[tag], "at": born} for tag in somebody.tags]
        made[consents.name] += [self._consent(base, purpose, born) for purpose in somebody.agreed]
        made[timeline.name] += [
            base | {"number": number, "kind": kind, "thing": client, "data": json_text(data), "at": at}
            for number, (kind, at, data) in enumerate(somebody.entries, 1)
        ]
        if self._widget:
            self._left(made, base, contact, born)

    def _consent(self, base: Mapping[str, str], purpose: str, at: int) -> dict[str, Any]:
        words = {"purpose": purpose, "text": "Use my number for this.", "widget": None, "version": 1}
        return {**base, **words, "id": _id(at), "lead": None, "address": "", "page": "", "at": at}

    def _left(self, made: Rows, base: Mapping[str, str], contact: Mapping[str, str], at: int) -> None:
        widget, kind = self._widget or ("", "")
        shared = {**base, "visitor": None, "widget": widget, "taken_by": None, "taken_at": None}
        values = {"values": json_text(contact), "page": "{}", "source": "{}", "spam": False, "sample": True}
        made[leads.name].append({**shared, **contact, **values, "id": _id(at), "kind": kind, "at": at})
        if contact["phone"] and self._count % CALLED == 0:
            made[calls.name].append({**shared, **_ended_call(contact, at), "id": _id(at)})


def _ended_call(contact: Mapping[str, str], at: int) -> dict[str, Any]:
    asked = {"name": contact["name"], "phone": contact["phone"], "question": "", "asked": 1, "network": ""}
    ended = {"state": ENDED, "outcome": "reached", "note": "", "again_at": None, "ended_at": at + 40_000}
    times = {"at": None, "created_at": at, "asked_at": at, "promise_seconds": 28}
    return {**asked, **ended, **times, "reason": "sample"}


def _id(at: int) -> str:
    """An id as it would have been drawn at that moment."""
    return earliest_id(at)[:10] + new_id()[10:]


def _write(tx: Transaction, table: str, rows: Sequence[Mapping[str, Any]]) -> int:
    tx.run_many(ADD[table], rows)
    return len(rows)


def _site(reader: Reader, key: str | None) -> str:
    if key is not None:
        found = reader.value(SITE_BY_KEY, key=key)
        if found is None:
            raise NotFound("There is no site with this key.")
        return str(found)
    known = reader.all(SITES)
    if len(known) != 1:
        raise Invalid("Say which site with --site <key>." if known else "There is no site yet: run frontdesk setup.")
    return str(known[0]["id"])


def _maker(reader: Reader, site: str) -> Maker:
    widget = reader.one(WIDGET, site=site)
    members = [row["member"] for row in reader.all(MEMBERS, site=site)]
    return Maker(site, (widget["id"], widget["kind"]) if widget else None, members)


def _is_seeded(reader: Reader, people: int) -> bool:
    return any(
        reader.value(ANYBODY, value=somebody.phone) for somebody in crowd(min(people, 20), 0, 0) if somebody.phone
    )
