"""Writes the words that people are found by, behind the leads and never in their way."""

import asyncio
import contextlib
from collections.abc import Sequence

import structlog
from sqlalchemy import bindparam, delete, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.clients import tags
from server.clients.known import purposes_of
from server.clients.tables import clients, search_words
from server.clients.words import words_of
from server.database import Database, Reader, Told, Transaction, now_ms, prepared
from server.errors import Refusal

ROWS = 190  # written in one unit: words that come and go, and the people's own rows
PEOPLE = 40
LOOK_SECONDS = 1.0
REST_SECONDS = 0.004  # at least, between two units
REST_SHARE = 2  # so many times as long as a unit took: whoever else writes gets two thirds of the time
WAKES = ("client", "lead")

ANY = prepared(select(clients.c.id).where(clients.c.stale == true()).limit(1))
SOME = prepared(select(clients).where(clients.c.stale == true()).limit(PEOPLE).with_for_update(skip_locked=True))
PRESENT = prepared(
    select(search_words.c.client, search_words.c.word).where(
        search_words.c.client.in_(bindparam("people", expanding=True))
    )
)
ADD = prepared(upsert(search_words).on_conflict_do_nothing(index_elements=["site", "word", "client"]))
REMOVE = prepared(
    delete(search_words).where(
        search_words.c.site == bindparam("of"),
        search_words.c.word == bindparam("gone"),
        search_words.c.client == bindparam("person"),
    )
)
WRITTEN = prepared(update(clients).where(clients.c.id.in_(bindparam("people", expanding=True))).values(stale=False))
log = structlog.get_logger(__name__)


class Indexer:
    """Background work: woken by news of people and leads, and looking each second by itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._woken = asyncio.Event()

    def hear(self, told: Sequence[Told]) -> None:
        """Take news as the database tells it."""
        if any(each.kind in WAKES for each in told):
            self._woken.set()

    async def run(self) -> None:
        """Write what is missing, until it is cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_SECONDS)
            self._woken.clear()
            try:
                await self.catch_up()
            except Refusal as refusal:
                log.warning("index_waits", code=refusal.code)

    async def catch_up(self) -> None:
        """Write until nothing is missing; then forget tags that were deleted long ago."""
        while await self._database.read(any_stale):
            await self._rest_after(index_some)
        while await self._database.read(tags.has_long_gone, now_ms()):
            await self._rest_after(tags.forget_some)

    async def _rest_after(self, unit: object) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        await self._database.write(unit)  # type: ignore[arg-type]
        await asyncio.sleep(max(REST_SECONDS, (clock() - began) * REST_SHARE))


def any_stale(reader: Reader) -> bool:
    """Whether somebody's words are not written yet."""
    return reader.value(ANY) is not None


def index_some(tx: Transaction) -> int:
    """Write the words of some people; gives back of how many. Whoever is being changed just now comes later."""
    rows = tx.all(SOME)
    if not rows:
        return 0
    people = [row["id"] for row in rows]
    present: dict[str, set[str]] = {}
    for row in tx.all(PRESENT, people=people):
        present.setdefault(row["client"], set()).add(row["word"])
    purposes = purposes_of(tx, people)
    added: list[dict[str, str]] = []
    gone: list[dict[str, str]] = []
    done: list[str] = []
    for row in rows:
        wanted, had = words_of(row, purposes.get(row["id"], ())), present.get(row["id"], set())
        if done and len(added) + len(gone) + len(done) + len(wanted ^ had) >= ROWS:
            break
        added += [{"site": row["site"], "word": word, "client": row["id"]} for word in sorted(wanted - had)]
        gone += [{"of": row["site"], "gone": word, "person": row["id"]} for word in sorted(had - wanted)]
        done.append(row["id"])
    tx.run_many(ADD, added)
    tx.run_many(REMOVE, gone)
    tx.run(WRITTEN, people=done)
    return len(done)
