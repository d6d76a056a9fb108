"""Reading on one connection, in one thread and one snapshot: rows come back as dictionaries."""

from collections.abc import Mapping
from typing import Any, Protocol

from server.database.failures import ours
from server.database.statements import Form, Prepared, Statement, compiled

Row = dict[str, Any]


class Cursor(Protocol):
    """What we use of a driver's cursor; both drivers have it."""

    @property
    def description(self) -> Any: ...
    @property
    def rowcount(self) -> int: ...
    def execute(self, sql: Any, values: Any = ..., /) -> Any: ...
    def executemany(self, sql: Any, values: Any, /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Any: ...


class Reader:
    """Runs statements on one connection; everything one query reads belongs to the same moment."""

    __slots__ = ("_cursor", "dialect", "failure", "touched")

    def __init__(self, cursor: Cursor, dialect: str) -> None:
        self._cursor = cursor
        self.dialect = dialect
        self.failure: Exception | None = None  # what a statement has failed with; nothing runs after it
        self.touched = 0  # rows that were written

    def one(self, statement: Statement, /, **values: Any) -> Row | None:
        """The first row, or None."""
        form = self._run(statement, values)
        row = self._cursor.fetchone()
        return None if row is None else dict(zip(self._names(form), row, strict=True))

    def all(self, statement: Statement, /, **values: Any) -> list[Row]:
        """Every row."""
        form = self._run(statement, values)
        rows = self._cursor.fetchall()
        names = self._names(form)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def value(self, statement: Statement, /, **values: Any) -> Any:
        """The first column of the first row, or None."""
        self._run(statement, values)
        row = self._cursor.fetchone()
        return None if row is None else row[0]

    def _run(self, statement: Statement, values: Mapping[str, Any]) -> Form:
        if self.failure is not None:
            raise self.failure
        form = self._form(statement, values)
        sql, every = form.call(values)
        try:
            self._cursor.execute(sql, every)
        except Exception as error:
            raise self._failed(error) from error
        if form.writes:
            self.touched += max(self._cursor.rowcount, 1)
        return form

    def _form(self, statement: Statement, values: Mapping[str, Any]) -> Form:
        if isinstance(statement, Prepared):
            return statement.form(self.dialect, values)
        return compiled(statement, self.dialect, values)

    def _failed(self, error: Exception) -> Exception:
        self.failure = ours(error)
        return self.failure

    def _names(self, form: Form) -> tuple[str, ...]:
        if form.names is None:
            form.names = tuple(column[0] for column in self._cursor.description)
        return form.names
