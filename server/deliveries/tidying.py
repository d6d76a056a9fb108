"""What was told long ago is forgotten, in small units of work; what waits or has failed stays until somebody acts."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Table, bindparam, delete, select, tuple_

from server.answers import forgetting as answers
from server.clients.tables import outbox
from server.codes import forgetting as codes
from server.conversations import once as messages
from server.database import Database, Prepared, Reader, Transaction, prepared
from server.deliveries.tables import attempts, deliveries, targets
from server.errors import Refusal
from server.files import keeping as files
from server.optin import forgetting as optin

KEPT_MS = 30 * 24 * 60 * 60 * 1000
KEPT_ATTEMPTS = 1000  # of one target, the newest
ROWS = 190  # in one unit
EVERY_SECONDS = 3600.0
FIRST_SECONDS = 60.0  # after the start, which has enough to do
BETWEEN_SECONDS = 0.02


def _removal(table: Table, *conditions: object) -> Prepared:
    keys = list(table.primary_key.columns)
    found = select(*keys).where(*conditions).limit(ROWS)  # type: ignore[arg-type]
    return prepared(delete(table).where(tuple_(*keys).in_(found)))


OLD = (
    _removal(outbox, outbox.c.state == "done", outbox.c.next_at < bindparam("before")),
    _removal(attempts, attempts.c.at < bindparam("before")),
    _removal(deliveries, deliveries.c.done_at < bindparam("before")),
)
TOO_MANY = _removal(attempts, attempts.c.target == bindparam("of"), attempts.c.at <= bindparam("before"))
TARGETS = prepared(select(targets.c.id))
FIRST_TOO_MANY = prepared(
    select(attempts.c.at)
    .where(attempts.c.target == bindparam("of"))
    .order_by(attempts.c.at.desc())
    .offset(KEPT_ATTEMPTS)
    .limit(1)
)


async def tidy_for_ever(database: Database) -> None:
    """Tidy once an hour until cancelled."""
    await asyncio.sleep(FIRST_SECONDS)
    while True:
        with suppress(Refusal):  # busy or away: the next hour tidies as well
            await tidy(database)
        await asyncio.sleep(EVERY_SECONDS)


async def tidy(database: Database) -> None:
    """Remove everything that is old enough, unit by unit."""
    for place in range(len(OLD)):
        await _all(database, _remove_old, place)
    for unit in (codes.forget_some, optin.end_some, optin.forget_some, answers.forget_some):
        await _all(database, unit, ROWS)
    await _all(database, messages.prune)
    await _all(database, files.forget_late, rows=1)
    for target in await database.read(_targets):
        if (before := await database.read(_first_too_many, target)) is not None:
            await _all(database, _remove_attempts, target, before)


async def _all(database: Database, unit: Callable[..., int], *args: object, rows: int = ROWS) -> None:
    """Again and again, while it removes so many rows or more."""
    removed = rows
    while removed >= rows:
        removed = await database.write(unit, *args)
        await asyncio.sleep(BETWEEN_SECONDS)


def _remove_old(tx: Transaction, place: int) -> int:
    return tx.run(OLD[place], before=tx.now - KEPT_MS)


def _remove_attempts(tx: Transaction, target: str, before: int) -> int:
    return tx.run(TOO_MANY, of=target, before=before)


def _targets(reader: Reader) -> list[str]:
    return [row["id"] for row in reader.all(TARGETS)]


def _first_too_many(reader: Reader, target: str) -> int | None:
    found: int | None = reader.value(FIRST_TOO_MANY, of=target)
    return found
