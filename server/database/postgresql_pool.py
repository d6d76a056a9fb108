"""The pools of connections to PostgreSQL, and what is asked of each connection."""

import random
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

Connection = psycopg.Connection[Any]
Pool = ConnectionPool[Connection]

POOL_SECONDS = 0.5  # a job may wait once in our queue and once here: a server that is away is answered within a second
RECONNECT_SECONDS = 3  # then the next job asks for a connection anew, so that we are back soon after a long absence
# On the server's side: waiting for a lock, one statement, and a transaction whose client has gone.
LIMITS = "-c lock_timeout={lock} -c statement_timeout={statement} -c idle_in_transaction_session_timeout=10000"
# A unit meets a lock at most three times before it is refused, within a second. No two processes are equally patient:
# of two that wait for each other one gives way first, and sooner than PostgreSQL would look for a deadlock.
LOCK_MS = (100, 240)
# A machine that is gone does not say so: without these a connection to it would be waited on for a quarter of an hour.
NOTICE_GONE = {
    "connect_timeout": 2,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
}


def writing_pool(url: str) -> Pool:
    """The connection for units of work."""
    lock = random.randint(*LOCK_MS)  # noqa: S311
    return _pool(url, 1, LIMITS.format(lock=lock, statement=2000), None)


def reading_pool(url: str, size: int) -> Pool:
    """Connections for queries: they see one moment and write nothing."""
    return _pool(url, size, LIMITS.format(lock=500, statement=10000), _snapshots)


def _pool(url: str, size: int, limits: str, configure: Callable[[Connection], None] | None) -> Pool:
    return ConnectionPool(
        url,
        connection_class=psycopg.Connection[Any],
        kwargs={"options": limits, "client_encoding": "utf8", "application_name": "frontdesk", **NOTICE_GONE},
        min_size=1,
        max_size=size,
        timeout=POOL_SECONDS,
        reconnect_timeout=RECONNECT_SECONDS,
        configure=configure,
        open=False,
    )


def _snapshots(connection: Connection) -> None:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
