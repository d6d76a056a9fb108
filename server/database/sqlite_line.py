"""SQLite as the writer uses it: one connection, opened anew after any error of the storage."""

import contextlib
import sqlite3
from pathlib import Path

from server.database.sqlite_connection import WRITING, connect
from server.database.transaction import Transaction


class SqliteLine:
    """The writing connection of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._changes = 0

    def begin(self) -> None:
        """Take the file's one lock for writing, at once: a unit never meets another process halfway."""
        self._connection = self._connection or connect(self._path, WRITING)
        self._connection.execute("BEGIN IMMEDIATE")

    def transaction(self) -> Transaction:
        """What the next unit is given."""
        self._changes = self._opened.total_changes
        return Transaction(self._opened.cursor(), "sqlite")

    def left_traces(self, tx: Transaction) -> bool:
        """Whether rows were changed since this unit began; SQLite counts them for us."""
        return self._opened.total_changes != self._changes

    def has_ended(self) -> bool:
        """Some errors (a full disk) end SQLite's transaction by themselves."""
        return not self._opened.in_transaction

    def is_broken(self) -> bool:
        """A file is not a line that breaks."""
        return False

    def may_mend(self, error: BaseException | None) -> bool:
        """Nobody else writes while we do: a second turn would end as the first."""
        return False

    def commit(self) -> None:
        """Write everything to disk."""
        self._opened.execute("COMMIT")

    def roll_back(self) -> None:
        """Keep nothing; a connection that cannot even do that is given up, which has the same effect."""
        if self._connection is None:
            return
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self.close()

    def close(self) -> None:
        """Give the connection up."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @property
    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("no transaction has begun")
        return self._connection
