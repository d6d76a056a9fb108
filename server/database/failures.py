"""What the drivers' errors mean to us: a clash of constraints, a storage that is away, or a unit to run again."""

import sqlite3

import psycopg

from server.errors import StorageUnavailable


class Clash(Exception):
    """A constraint of the tables forbids what a unit wrote, for example a second row of the same key.

    The unit has failed as a whole, whether it catches this or not: ask with ON CONFLICT where a clash is expected.
    """


class RunAgain(Exception):
    """Another transaction came between; nothing was kept and the same unit may be run again at once."""


_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
    }
)
_AGAIN = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
)
_READ_ONLY = psycopg.errors.ReadOnlySqlTransaction  # a standby took over, or the disk's owner said stop


def ours(error: Exception) -> Exception:
    """The driver's error as one of ours; an error of the program itself (bad SQL, bad values) stays as it is."""
    if isinstance(error, (sqlite3.IntegrityError, psycopg.IntegrityError)):
        return Clash(_words(error))
    if isinstance(error, _AGAIN):
        return RunAgain()
    if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError, _READ_ONLY)) or _is_away(error):
        return StorageUnavailable()
    return error


def _is_away(error: Exception) -> bool:
    # An extended code (for example a failing fsync) carries its family in the low byte.
    return isinstance(error, sqlite3.Error) and (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _AWAY


def _words(error: sqlite3.IntegrityError | psycopg.IntegrityError) -> str:
    # SQLite names the columns, PostgreSQL the constraint; neither text holds a value.
    if isinstance(error, psycopg.IntegrityError):
        return error.diag.constraint_name or error.diag.message_primary or "constraint"
    return str(error)


def said(error: BaseException) -> dict[str, str]:
    """What the log may hold of an error: its name and the driver's code, never its words, which may quote values."""
    cause = error.__cause__ or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return {"error": type(cause).__name__, "code": str(code or "")}
