"""Keeps events in batches: taken at once, on disk within about a second, never in the way of a lead."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import structlog
from sqlalchemy import insert

from server.database import Database, Transaction, prepared
from server.errors import Refusal
from server.numbers.seen import Event
from server.numbers.tables import events

MOST_WAITING = 10_000  # beyond that the newest are dropped and counted: events are no promise, unlike leads
BATCH_ROWS = 200
FLUSH_SECONDS = 1.0

ADD = prepared(insert(events))
log = structlog.get_logger(__name__)


class EventKeeper:
    """A bounded buffer in front of the database; `run` empties it until it is cancelled."""

    def __init__(self, database: Database, flush_seconds: float = FLUSH_SECONDS) -> None:
        self._database = database
        self._flush_seconds = flush_seconds
        self._waiting: deque[Event] = deque()
        self._enough = asyncio.Event()
        self.dropped = 0

    def add(self, found: Iterable[Event]) -> None:
        """Take events without waiting; what finds the buffer full is dropped."""
        for event in found:
            if len(self._waiting) >= MOST_WAITING:
                self.dropped += 1
            else:
                self._waiting.append(event)
        if len(self._waiting) >= BATCH_ROWS:
            self._enough.set()

    async def run(self) -> None:
        """Write what waits, at the latest a second after it came or when 200 have come together."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), self._flush_seconds)
            self._enough.clear()
            await self.flush()

    async def flush(self) -> None:
        """Write everything that waits now; when the storage is away it goes on waiting."""
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(BATCH_ROWS, len(self._waiting)))]
            try:
                await self._database.write(keep, batch)
            except Refusal as refusal:
                self._waiting.extendleft(reversed(batch))
                log.warning("events_wait", code=refusal.code, waiting=len(self._waiting))
                return


def keep(tx: Transaction, batch: Sequence[Event]) -> None:
    """Write one batch."""
    tx.run_many(ADD, [asdict(event) | {"id": tx.new_id(), "visitor": None} for event in batch])
