"""What a unit of work is given: reading, writing, ids, the clock, and news for after the commit."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from server.database.ids import new_id, now_ms
from server.database.reader import Cursor, Reader
from server.database.statements import Statement


class TooManyRows(Exception):
    """A unit wrote more rows than the tests allow: give long work in batches."""


class News(NamedTuple):
    """What to tell once it is kept: on which site, of what kind, and the id of the thing."""

    site: str
    kind: str
    thing: str


class Transaction(Reader):
    """One run of a unit of work.

    A unit touches nothing but this, refuses before its first write, and may be run again from the beginning: ids and
    the time are drawn here, so that a second run draws its own. On PostgreSQL other processes write beside it: where
    that matters decide by how many rows an UPDATE touched, not by what an earlier SELECT has shown.
    """

    __slots__ = ("most_rows", "news", "now")

    def __init__(self, cursor: Cursor, dialect: str) -> None:
        super().__init__(cursor, dialect)
        self.now = now_ms()
        self.news: list[News] = []
        self.most_rows: int | None = None

    def new_id(self) -> str:
        """An id nobody has, drawn in this run of the unit."""
        return new_id()

    def run(self, statement: Statement, /, **values: Any) -> int:
        """Write; gives back how many rows were touched."""
        self._run(statement, values)
        return max(self._cursor.rowcount, 0)

    def run_many(self, statement: Statement, rows: Sequence[Mapping[str, Any]]) -> int:
        """Write the same statement for many rows, which all name the same values."""
        if not rows:
            return 0
        if self.failure is not None:
            raise self.failure
        form = self._form(statement, rows[0])
        calls = [form.call(row) for row in rows]
        try:
            self._cursor.executemany(calls[0][0], [values for _, values in calls])
        except Exception as error:
            raise self._failed(error) from error
        self.touched += len(rows)
        return max(self._cursor.rowcount, 0)

    def after_commit(self, news: News) -> None:
        """Tell this once everything is kept; nothing is told when the unit fails."""
        self.news.append(news)

    def finish(self) -> None:
        """Make sure that the unit may be kept: none of its statements failed, and it was small enough."""
        if self.failure is not None:
            raise self.failure
        if self.most_rows is not None and self.touched > self.most_rows:
            raise TooManyRows(f"{self.touched} rows written in one unit, at most {self.most_rows}")
