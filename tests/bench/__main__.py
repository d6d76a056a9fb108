"""`make bench`: takes every figure, prints the table and keeps it as JSON.

`ROUNDS` and `SECONDS` in the environment change how long it takes.
"""

import asyncio
import os
import tempfile
from pathlib import Path

from tests.bench import inserts, leads, people, rules, told, weights
from tests.bench.figures import Figure, keep, per_round, show

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "3"))
ROOT = Path(__file__).parents[2]


async def plain_inserts(folder: Path) -> Figure:
    """The storage alone, in rounds of both ways."""
    taken = []
    for number in range(ROUNDS):
        here = folder / f"inserts{number}"
        await asyncio.to_thread(here.mkdir)
        taken.append((await inserts.ours(here, SECONDS / 2), await inserts.one_by_one(here, SECONDS / 2)))
    what = "plain insert, 64 submitters, SQLite with FULL"
    return per_round(what, "/s", "aiosqlite, commit per row", taken, 0, 15)


async def main() -> None:
    """Take all figures, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = [*await leads.measure(folder, ROUNDS, SECONDS), await plain_inserts(folder), *weights.measure()]
        figures += await rules.measure(ROUNDS)
        figures += await told.measure(folder)
        figures += await people.measure(folder)
    show(figures)
    print(f"\nmedians of {ROUNDS} rounds; kept in {keep(figures, ROOT).name}")


if __name__ == "__main__":
    asyncio.run(main())
