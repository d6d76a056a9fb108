"""A process of its own that writes under load, armed to die, and says on its output what was acknowledged to it."""

import asyncio
import os
import sys

import structlog
from sqlalchemy import insert

from server.clients.tables import notes
from server.database import Transaction, open_database, prepared
from server.database.failpoints import arm
from tests.server.database.shelf import keep, on_shelf

EFFECT = prepared(insert(notes))
SUBMITTERS = 8


def once(tx: Transaction, key: str) -> str:
    """Keep a thing under its key with one effect, however often it is sent."""
    if key in on_shelf(tx):
        return "repeated"
    keep(tx, key)
    tx.run(EFFECT, id=tx.new_id(), site="shop", client="c", member="m", text=key, at=tx.now)
    return "kept"


async def submit_all(url: str, keys: list[str]) -> None:
    """Send every key from a few submitters at once; each goes on when it has its answer."""
    database = open_database(url)
    await database.open()

    async def submit(mine: list[str]) -> None:
        for key in mine:
            await database.write(once, key)
            os.write(1, f"{key}\n".encode())  # at once and unbuffered: the parent holds us to every line

    await asyncio.gather(*(submit(keys[n::SUBMITTERS]) for n in range(SUBMITTERS)))
    await database.close()


if __name__ == "__main__":
    address, name, passing, *everything = sys.argv[1:]
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # the output is for what was kept
    if name != "nowhere":
        arm(name, int(passing))
    asyncio.run(submit_all(address, everything))
