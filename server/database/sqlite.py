"""The engine on SQLite: one thread that writes, and a few that read whatever the writer meets."""

import sqlite3
import threading
import time

from server.database.answers import Answers, Outcome, unavailable
from server.database.failures import ours
from server.database.reader import Reader
from server.database.sqlite_connection import READING, connect, path_of
from server.database.sqlite_line import SqliteLine
from server.database.waiting import Job, Waiting
from server.database.writer import Writer

READERS = 4
CLOSING_SECONDS = 5  # for all threads together; what is not done by then is not acknowledged either


class SqliteEngine:
    """One file, written in groups and read in snapshots."""

    def __init__(self, url: str, answers: Answers, writes: Waiting, reads: Waiting) -> None:
        self._path = path_of(url)
        self._answers = answers
        self._reads = reads
        bodies = [Writer(SqliteLine(self._path), answers, writes).work, *[self._read] * READERS]
        self._threads = [threading.Thread(target=body, name="database", daemon=True) for body in bodies]

    def open(self) -> None:
        """Make sure that the file can be opened, then start to work."""
        try:
            connect(self._path, READING).close()
        except sqlite3.Error as error:
            raise ours(error) from error
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Wait until everything that was taken is done, but not for ever; the queues are closed by then."""
        until = time.monotonic() + CLOSING_SECONDS
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0, until - time.monotonic()))

    def _read(self) -> None:
        connection: sqlite3.Connection | None = None
        while (job := self._reads.take()) is not None:
            try:
                connection = connection or connect(self._path, READING)
                outcome = _snapshot(connection, job)
            except sqlite3.Error as error:  # the file cannot be opened now; the next query tries again
                outcome = unavailable(job, error)
            self._answers.give([outcome], [])
        if connection is not None:
            connection.close()


def _snapshot(connection: sqlite3.Connection, job: Job) -> Outcome:
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        return Outcome(job, value=job.call(Reader(cursor, "sqlite")))
    except BaseException as error:  # travels to whoever waits, never ends the thread
        return Outcome(job, error=error)
    finally:
        if connection.in_transaction:
            cursor.execute("ROLLBACK")
