"""SQLAlchemy's engines, for what lies on no hot road: migrations, copies and checks."""

from sqlalchemy import Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from server.database.failures import ours
from server.database.sqlite_connection import connect, path_of

PATIENT = ("PRAGMA busy_timeout=10000",)  # another process that migrates at the same time is waited for
CONNECT_SECONDS = 5


def is_sqlite(url: str) -> bool:
    """Whether the address names a file of SQLite."""
    return url.startswith("sqlite:///")


def engine_of(url: str, begin: str = "BEGIN") -> Engine:
    """An engine without a pool; `begin` is how SQLite begins its transactions."""
    if not is_sqlite(url):
        address = url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(address, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_SECONDS})
    engine = create_engine("sqlite://", creator=lambda: connect(path_of(url), PATIENT), poolclass=NullPool)
    # The driver would begin by itself, and too late for DDL: a migration that dies halfway must leave nothing behind.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def reason(error: Exception) -> Exception:
    """Our own error for what SQLAlchemy or a driver raised."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return ours(cause) if isinstance(cause, Exception) else error
