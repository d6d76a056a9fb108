"""The one way to the database: units of work that write, queries that read, and news after the commit."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from server.database.answers import Answers, Listener
from server.database.feed import PRUNED_ROWS, Told, prune
from server.database.postgresql import PostgresEngine
from server.database.reader import Reader
from server.database.sqlite import SqliteEngine
from server.database.transaction import Transaction
from server.database.waiting import Job, Waiting
from server.errors import Overloaded, StorageUnavailable

P = ParamSpec("P")
T = TypeVar("T")

ANSWER_SECONDS = 15  # for a server that has fallen silent; what was sent there may be kept all the same, under its key
MOST_WRITES, MOST_READS = 2000, 1000  # waiting jobs; beyond that the next is refused as `overloaded`


class Engine(Protocol):
    """What a kind of database does for us: takes jobs from the queues and gives their outcomes to the answers."""

    def open(self) -> None: ...
    def close(self) -> None: ...


class Database:
    """One open database.

    Promises: `write` returns once everything is on disk; a unit is kept as a whole or not at all; listeners hear of it
    after whoever waited has been answered, in the order of the numbers. Other processes may write as well: a listener
    takes a number as "at least here", and reads the feed.
    """

    def __init__(self, dialect: str, build: Callable[[Answers, Waiting, Waiting], Engine]) -> None:
        self.dialect = dialect
        self._answers = Answers()
        self._writes, self._reads = Waiting(MOST_WRITES), Waiting(MOST_READS)
        self._engine = build(self._answers, self._writes, self._reads)
        self._waking: asyncio.AbstractEventLoop | None = None  # the loop that is about to wake the writer
        self.refused_at = float("-inf")  # by the monotonic clock: when something last could not be kept
        self.most_rows: int | None = None  # units that write more rows fail; the tests set 200
        self._answers.listeners.append(self._tidy)

    async def open(self) -> None:
        """Begin to work; raises `StorageUnavailable` when the database is not there."""
        self._answers.home = asyncio.get_running_loop()
        await asyncio.to_thread(self._engine.open)

    async def close(self) -> None:
        """Do what was taken, refuse what comes, and leave."""
        self._writes.close()
        self._reads.close()
        await asyncio.to_thread(self._engine.close)

    async def write(self, unit: Callable[Concatenate[Transaction, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit of work; returns what it returns once it is on disk, raises what it raises with nothing kept."""
        future = asyncio.get_running_loop().create_future()
        self._writes.add(Job(_name(unit), partial(self._unit, unit, args, kwargs), future), wake=False)
        self._wake_soon(future.get_loop())
        try:
            return await _answer(future)  # type: ignore[no-any-return]
        except StorageUnavailable:
            self.refused_at = time.monotonic()
            raise

    async def read(self, query: Callable[Concatenate[Reader, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on a reading connection; everything it reads belongs to the same moment."""
        future = asyncio.get_running_loop().create_future()
        self._reads.add(Job(_name(query), partial(_query, query, args, kwargs), future))
        return await _answer(future)  # type: ignore[no-any-return]

    def on_news(self, listener: Listener) -> None:
        """Call this in the event loop with what was committed, after whoever wrote it has the answer."""
        self._answers.listeners.append(listener)

    def _wake_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wake the writer when this turn of the loop is over: all that is asked for in it comes in one group."""
        if self._waking is not loop:
            self._waking = loop
            loop.call_soon(self._wake)

    def _wake(self) -> None:
        self._waking = None
        self._writes.wake()

    def _unit(self, unit: Any, args: Any, kwargs: Any, tx: Transaction) -> Any:
        tx.most_rows = self.most_rows
        return unit(tx, *args, **kwargs)

    def _tidy(self, told: list[Told]) -> None:
        """Whenever a site has 200 more news, a small unit of its own removes as many old ones."""
        for site in {each.site for each in told if each.number % PRUNED_ROWS == 0}:
            try:
                self._writes.add(Job("prune", partial(_prune, site), None))
            except (Overloaded, StorageUnavailable):
                return  # busy or closing: the next round number prunes as well


async def _answer(future: asyncio.Future[Any]) -> Any:
    patience = future.get_loop().call_later(ANSWER_SECONDS, _fell_silent, future)
    try:
        return await future
    finally:
        patience.cancel()


def _fell_silent(future: asyncio.Future[Any]) -> None:
    if not future.done():
        future.set_exception(StorageUnavailable())


def _name(function: object) -> str:
    return getattr(function, "__qualname__", "unit")


def _query(query: Any, args: Any, kwargs: Any, reader: Reader) -> Any:
    return query(reader, *args, **kwargs)


def _prune(site: str, tx: Transaction) -> int:
    return prune(tx, site)


def open_database(url: str) -> Database:
    """The database at `sqlite:///<path>` or `postgresql://…`; it works from `open()` on and was migrated before."""
    if url.startswith("sqlite:///"):
        return Database("sqlite", partial(SqliteEngine, url))
    return Database("postgresql", partial(PostgresEngine, url))
