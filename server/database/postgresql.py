"""The engine on PostgreSQL: one thread that writes in groups, a few that read, connections from two pools."""

import contextlib
import threading
import time

import psycopg

from server.database.answers import Answers, Outcome, unavailable
from server.database.failures import ours
from server.database.postgresql_line import PostgresLine
from server.database.postgresql_pool import reading_pool, writing_pool
from server.database.reader import Reader
from server.database.waiting import Job, Waiting
from server.database.writer import Writer

READERS = 4
OPEN_SECONDS = 5
CLOSING_SECONDS = 5  # for all threads together; what is not done by then is not acknowledged either


class PostgresEngine:
    """One database that other processes write as well.

    Units in groups, as on SQLite: the news of one site stand behind one row, which a unit of its own would hold until
    the disk has its commit. Within this process units run one after the other; beside those of others they run as
    READ COMMITTED, and are run again when one came between.
    """

    def __init__(self, url: str, answers: Answers, writes: Waiting, reads: Waiting) -> None:
        self._answers = answers
        self._reads = reads
        self._writing, self._reading = writing_pool(url), reading_pool(url, READERS)
        bodies = [Writer(PostgresLine(self._writing), answers, writes).work, *[self._read] * READERS]
        self._threads = [threading.Thread(target=body, name="database", daemon=True) for body in bodies]

    def open(self) -> None:
        """Make sure that the server answers, then start to work."""
        try:
            for each in (self._writing, self._reading):
                each.open(wait=True, timeout=OPEN_SECONDS)
        except psycopg.OperationalError as error:
            self._close_pools()
            raise ours(error) from error
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Wait until everything that was taken is done, but not for ever; the queues are closed by then."""
        until = time.monotonic() + CLOSING_SECONDS
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0, until - time.monotonic()))
        self._close_pools()

    def _close_pools(self) -> None:
        self._writing.close()
        self._reading.close()

    def _read(self) -> None:
        while (job := self._reads.take()) is not None:
            try:
                outcomes = [self._query(job)]
            except psycopg.Error as error:
                # No connection to be had: each query that waits would wait as long as this one did.
                outcomes = [unavailable(each, error) for each in [job, *self._reads.drain()]]
            self._answers.give(outcomes, [])

    def _query(self, job: Job) -> Outcome:
        outcome, broken = self._snapshot(job)
        if broken:
            self._reading.check()  # what broke this connection broke the others too
            outcome, _ = self._snapshot(job)
        return outcome

    def _snapshot(self, job: Job) -> tuple[Outcome, bool]:
        connection = self._reading.getconn()
        try:
            outcome = Outcome(job, value=job.call(Reader(connection.cursor(), "postgresql")))
        except BaseException as error:  # travels to whoever waits, never ends the thread
            outcome = Outcome(job, error=error)
        broken = connection.closed
        with contextlib.suppress(psycopg.Error):
            connection.rollback()
        self._reading.putconn(connection)
        return outcome, broken
