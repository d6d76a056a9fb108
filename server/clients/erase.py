"""Erasing a person: each room says what it forgets, and everything goes in small units of work.

A table that holds a client's id has an eraser, or a test fails.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Table, bindparam, delete, null, select, tuple_, update

from server.audit import journal
from server.clients.outbox import plan
from server.clients.tables import (
    bulk_rows,
    client_tags,
    clients,
    consents,
    facts,
    identities,
    notes,
    outbox,
    search_words,
    timeline,
    visitors,
    visits,
)
from server.database import Database, News, Prepared, Transaction, prepared
from server.errors import NotFound

ROWS = 150  # in one unit; the rest of at most 200 is the person's own row and the news

Forget = Callable[[Transaction, str, int], int]  # (tx, client, most rows) → rows touched; 0: nothing is left


@dataclass(frozen=True, slots=True)
class Eraser:
    """How one table forgets a person; run again and again until nothing is left."""

    table: str
    forget: Forget


def rows_of(table: Table) -> Eraser:
    """An eraser that removes every row of the table whose column `client` is the person."""
    return Eraser(table.name, _runs(_removal(table, table.c.client == bindparam("person"))))


def blanked(table: Table, **values: object) -> Eraser:
    """An eraser that keeps the rows and empties these columns; `client` must be one of them."""
    keys = list(table.primary_key.columns)
    found = select(*keys).where(table.c.client == bindparam("person")).limit(bindparam("most"))
    empty = {name: null() if value is None else value for name, value in values.items()}
    change = update(table).where(tuple_(*keys).in_(found)).values(**empty)
    return Eraser(table.name, _runs(prepared(change)))


def _removal(table: Table, condition: object) -> Prepared:
    keys = list(table.primary_key.columns)
    found = select(*keys).where(condition).limit(bindparam("most"))  # type: ignore[arg-type]
    return prepared(delete(table).where(tuple_(*keys).in_(found)))


def _runs(statement: Prepared) -> Forget:
    def forget(tx: Transaction, client: str, most: int) -> int:
        return tx.run(statement, person=client, most=most)

    return forget


_their_browsers = select(visitors.c.id).where(visitors.c.client == bindparam("person"))

# Identities first and browsers next: from then on nothing new lands on the person.
ERASERS: tuple[Eraser, ...] = (
    rows_of(identities),
    Eraser(visits.name, _runs(_removal(visits, visits.c.visitor.in_(_their_browsers)))),
    rows_of(visitors),
    rows_of(visits),
    rows_of(facts),
    rows_of(timeline),
    rows_of(consents),
    rows_of(notes),
    rows_of(outbox),
    rows_of(search_words),
    rows_of(client_tags),
    rows_of(bulk_rows),
)
# The person's row first: whoever writes about them at the same time on PostgreSQL has ended before, or begins after.
THEIRS = prepared(
    select(clients.c.id)
    .where(clients.c.id == bindparam("client"), clients.c.site == bindparam("site"))
    .with_for_update()
)
REMOVE = prepared(delete(clients).where(clients.c.id == bindparam("client")))


async def erase_with(
    erasers: Sequence[Eraser], database: Database, site: str, client: str, member: str | None = None
) -> None:
    """Forget the person in every table; `not_found` for one who is not this site's. Safe to repeat when cut short."""
    while not await database.write(erase, site, client, erasers, member):
        pass  # each unit takes at most ROWS rows away, so this ends


def erase(tx: Transaction, site: str, client: str, erasers: Iterable[Eraser], member: str | None = None) -> bool:
    """Forget as much as one unit of work may; True once the person is gone."""
    if tx.value(THEIRS, client=client, site=site) is None:
        raise NotFound
    left = ROWS
    for eraser in erasers:
        left -= eraser.forget(tx, client, left)
        if left <= 0:
            return False
    tx.run(REMOVE, client=client)
    journal.record(tx, site, member, "client.erased", client)
    plan(tx, site, None, [("client.erased", client)])
    tx.after_commit(News(site, "client", client))
    return True
