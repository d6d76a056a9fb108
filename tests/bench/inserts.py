"""The storage alone: a plain insert from 64 submitters, grouped by our writer or committed one by one."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiosqlite
from sqlalchemy import insert

from server.database import Transaction, new_id, now_ms, open_database, prepared
from server.database.migrate import migrate
from server.numbers.tables import events

SUBMITTERS = 64
ADD = prepared(insert(events))
NAMES = [column.name for column in events.columns]
PLAIN = f"INSERT INTO events ({', '.join(NAMES)}) VALUES ({', '.join('?' * len(NAMES))})"


def row(identity: str) -> dict[str, object]:
    """One event, as a page would send it."""
    return dict.fromkeys(NAMES, "") | {"id": identity, "site": "bench", "at": now_ms()}


async def ours(folder: Path, seconds: float) -> float:
    """Inserts a second through the writer with group commit."""
    url = f"sqlite:///{folder / 'ours.sqlite3'}"
    await asyncio.to_thread(migrate, url)
    database = open_database(url)
    await database.open()

    def add(tx: Transaction) -> None:
        tx.run(ADD, **row(tx.new_id()))

    try:
        return await rate(lambda: database.write(add), seconds)
    finally:
        await database.close()


async def one_by_one(folder: Path, seconds: float) -> float:
    """Inserts a second through aiosqlite, each committed before the next: a lock keeps the submitters' rows apart."""
    path, lock = folder / "theirs.sqlite3", asyncio.Lock()
    await asyncio.to_thread(migrate, f"sqlite:///{path}")
    async with aiosqlite.connect(path) as connection:
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA synchronous=FULL")

        async def add() -> None:
            async with lock:
                await connection.execute(PLAIN, tuple(row(new_id()).values()))
                await connection.commit()

        return await rate(add, seconds)


async def rate(act: Callable[[], Awaitable[None]], seconds: float) -> float:
    """How often a second all submitters together get an act done, each waiting for its own."""
    done, begun = 0, time.perf_counter()

    async def submitter() -> None:
        nonlocal done
        while time.perf_counter() - begun < seconds:
            await act()
            done += 1

    await asyncio.gather(*(submitter() for _ in range(SUBMITTERS)))
    return done / (time.perf_counter() - begun)
