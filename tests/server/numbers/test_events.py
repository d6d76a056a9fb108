"""Keeps events in batches, never in the way of a lead."""

import asyncio
import contextlib
from typing import Any

import pytest

from server.database import Database
from server.errors import StorageUnavailable
from server.numbers import events
from server.numbers.events import EventKeeper
from server.numbers.seen import Event
from server.numbers.tables import events as table


def _events(count: int) -> list[Event]:
    return [Event("s", "w", "bell", "shown", f"https://shop.rs/{n}", "find.example", "phone", n) for n in range(count)]


async def _rows(database: Database) -> list[dict[str, Any]]:
    return await database.read(lambda reader: reader.all(table.select().order_by(table.c.at)))


@pytest.mark.storage
async def test_what_was_added_is_on_disk_after_a_flush(database: Database):
    keeper = EventKeeper(database)
    keeper.add(_events(1))

    await keeper.flush()

    [row] = await _rows(database)
    assert len(row.pop("id")) == 26
    assert row == {
        "site": "s",
        "widget": "w",
        "kind": "bell",
        "name": "shown",
        "page": "https://shop.rs/0",
        "source": "find.example",
        "device": "phone",
        "visitor": None,
        "at": 0,
        "action": "",
    }


async def test_it_writes_by_itself_soon_and_at_once_when_many_have_come(database: Database):
    keeper = EventKeeper(database, flush_seconds=0.05)
    running = asyncio.create_task(keeper.run())

    keeper.add(_events(3))
    few = await _wait_for(database, 3)
    patient = EventKeeper(database, flush_seconds=60)
    other = asyncio.create_task(patient.run())
    patient.add(_events(450))
    many = await _wait_for(database, 453)

    for task in (running, other):
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    assert (few, many) == (3, 453)


async def test_a_full_buffer_drops_the_newest_and_counts_them(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(events, "MOST_WAITING", 5)
    keeper = EventKeeper(database)

    keeper.add(_events(8))
    await keeper.flush()

    assert keeper.dropped == 3
    assert [row["at"] for row in await _rows(database)] == [0, 1, 2, 3, 4]


async def test_while_the_storage_is_away_events_wait_in_their_order(database: Database):
    class Away:
        async def write(self, *said: object) -> None:
            raise StorageUnavailable

    keeper = EventKeeper(Away())  # type: ignore[arg-type]
    keeper.add(_events(3))
    await keeper.flush()

    keeper._database = database
    await keeper.flush()

    assert [row["at"] for row in await _rows(database)] == [0, 1, 2]


async def _wait_for(database: Database, count: int) -> int:
    for _ in range(200):
        if (found := len(await _rows(database))) >= count:
            return found
        await asyncio.sleep(0.02)
    return found
