"""PostgreSQL as the writer uses it: a connection of the pool for each transaction."""

import contextlib

import psycopg
from psycopg.pq import TransactionStatus

from server.database.failures import Clash, RunAgain
from server.database.postgresql_pool import Connection, Pool
from server.database.transaction import Transaction


class PostgresLine:
    """One transaction at a time; a connection that broke is replaced by the pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._connection: Connection | None = None

    def begin(self) -> None:
        """Take a connection; the transaction begins with its first statement."""
        self._connection = self._pool.getconn()

    def transaction(self) -> Transaction:
        """What the next unit is given."""
        return Transaction(self._opened.cursor(), "postgresql")

    def left_traces(self, tx: Transaction) -> bool:
        """Whether the unit wrote, or failed in a statement: PostgreSQL takes no further one after that."""
        return tx.touched > 0 or tx.failure is not None

    def has_ended(self) -> bool:
        """A statement that failed, or a connection that broke, leaves nothing to commit."""
        return self._opened.closed or self._opened.info.transaction_status == TransactionStatus.INERROR

    def is_broken(self) -> bool:
        """Whether the server closed the connection."""
        return self._opened.closed

    def may_mend(self, error: BaseException | None) -> bool:
        """Another process wrote the same rows, or the connection broke before the commit was sent."""
        return self.is_broken() or isinstance(error, RunAgain | Clash)

    def commit(self) -> None:
        """Keep everything. When this fails nobody knows whether it was kept: who sends it again has a key."""
        self._opened.commit()
        self._give_back()

    def roll_back(self) -> None:
        """Keep nothing."""
        if self._connection is None:
            return
        with contextlib.suppress(psycopg.Error):  # a connection that is gone has taken everything back already
            self._connection.rollback()
        self._give_back()

    def close(self) -> None:
        """Nothing is held between transactions."""

    @property
    def _opened(self) -> Connection:
        if self._connection is None:
            raise psycopg.ProgrammingError("no transaction has begun")
        return self._connection

    def _give_back(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            broken = connection.closed
            self._pool.putconn(connection)
            if broken:
                self._pool.check()  # what broke this one broke the others too: they are replaced before the next
