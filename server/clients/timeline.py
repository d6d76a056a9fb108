"""What happened to a person, in one order: each entry has the next number of that person."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from server.clients.stored import json_text, json_value
from server.clients.tables import clients, timeline
from server.database import Reader, Transaction, prepared
from server.database.paging import Page, clamp_limit
from server.database.paging import page as as_page
from server.errors import Invalid, NotFound
from server.sites.instants import written

MOST_NUMBER = 2**31 - 1
KINDS = ("visit", "lead", "consent", "call", "outcome", "note", "change", "code", "conversation")

ADVANCE = prepared(
    update(clients)
    .where(clients.c.id == bindparam("client"), clients.c.site == bindparam("of"))
    .values(last_number=clients.c.last_number + bindparam("count"))
    .returning(clients.c.last_number)
)
ADD = prepared(insert(timeline))


class Entry(NamedTuple):
    """One thing that happened; `at` None: now."""

    kind: str
    thing: str
    data: Mapping[str, Any]
    at: int | None = None


def add(tx: Transaction, site: str, client: str, kind: str, thing: str, data: Mapping[str, Any]) -> int:
    """Add one entry and give back its number; a person who is not there is refused as `not_found`."""
    number = tx.value(ADVANCE, client=client, of=site, count=1)
    if number is None:
        raise NotFound
    write(tx, site, client, number, [Entry(kind, thing, data)])
    return int(number)


def write(tx: Transaction, site: str, client: str, last: int, entries: Sequence[Entry]) -> None:
    """Write entries whose numbers have been drawn already, the last of them `last`."""
    first = last - len(entries) + 1
    tx.run_many(
        ADD,
        [
            {
                "client": client,
                "number": first + place,
                "site": site,
                "kind": entry.kind,
                "thing": entry.thing,
                "data": json_text(entry.data),
                "at": tx.now if entry.at is None else entry.at,
            }
            for place, entry in enumerate(entries)
        ],
    )


def page(
    reader: Reader, client: str, before: int | str | None = None, limit: int | None = None, kinds: Sequence[str] = ()
) -> Page[dict[str, Any]]:
    """A person's entries, newest first, of these kinds only where some are named; the cursor is the last number."""
    most = clamp_limit(limit)
    query = select(timeline).where(timeline.c.client == client).order_by(timeline.c.number.desc()).limit(most + 1)
    if before is not None:
        query = query.where(timeline.c.number < _number(before))
    if kinds:
        query = query.where(timeline.c.kind.in_(kinds))
    return as_page([_read(row) for row in reader.all(query)], most, lambda item: str(item["number"]))


def _number(cursor: int | str) -> int:
    try:
        return min(int(cursor), MOST_NUMBER)
    except ValueError as error:
        raise Invalid(errors={"cursor": "what `next` of an earlier page was"}) from error


def _read(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": row["number"],
        "kind": row["kind"],
        "thing": row["thing"],
        "at": written(row["at"]),
        "data": json_value(row["data"]),
    }
