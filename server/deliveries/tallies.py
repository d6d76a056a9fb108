"""How much waits and how much has failed, for monitors: counted now and then, not whenever somebody looks."""

import asyncio
from contextlib import suppress

from server.database import Database
from server.deliveries.listing import counts
from server.errors import Refusal

EVERY_SECONDS = 10.0


class Tallies:
    """`waiting` and `failed`, 10 seconds old at most while `run` works."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.waiting = self.failed = 0

    async def run(self) -> None:
        """Count until cancelled."""
        while True:
            with suppress(Refusal):  # the storage is away: the numbers stay as they were
                await self.count()
            await asyncio.sleep(EVERY_SECONDS)

    async def count(self) -> None:
        """Count once."""
        self.waiting, self.failed = await self._database.read(counts)
