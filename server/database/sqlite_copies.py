"""Copies of an SQLite database: one step to make them while others write, and a careful way back."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic.util import CommandError

from server.database.failures import ours
from server.database.migrate import migrate
from server.database.sqlite_connection import READING, connect, path_of
from server.errors import Conflict

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps next to a database's file


def backup(url: str, file: Path) -> None:
    """Write the database as it is at this moment; in one step, as many small ones never end while others write."""
    try:
        with contextlib.closing(connect(path_of(url), ())) as connection:
            connection.execute("VACUUM INTO ?", (str(file.absolute()),))
    except sqlite3.Error as error:
        raise ours(error) from error


def restore(file: Path, url: str) -> None:
    """Check a copy of the backup, bring it to this version, and only then let it take the database's place."""
    target = path_of(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _copy(file, target) as fresh:
        _check(fresh)
        try:
            migrate(f"sqlite:///{fresh}")
        except CommandError as error:
            raise Conflict("This backup was made by a newer version of Frontdesk.") from error
        to_disk(fresh)
        _release(target)
        fresh.replace(target)
        to_disk(target.parent)


def to_disk(path: Path) -> None:
    """Wait until the disk has this file, or this folder's list of files."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextlib.contextmanager
def _copy(file: Path, target: Path) -> Iterator[Path]:
    fresh = target.with_name(f".{target.name}.{os.getpid()}.part")
    os.close(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
    try:
        shutil.copyfile(file, fresh)
        yield fresh
    finally:
        for ending in ("", *BESIDE):
            fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


def _check(fresh: Path) -> None:
    try:
        with contextlib.closing(connect(fresh, READING)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        if _is(error, sqlite3.SQLITE_CORRUPT):
            raise Conflict("This backup is damaged.") from error
        raise Conflict("This file is not a backup of Frontdesk.") from error
    if found != "ok":
        raise Conflict("This backup is damaged.")


def _release(target: Path) -> None:
    """Make sure that nobody has the old database open, and that nothing beside it is taken for the new one's."""
    if target.exists():
        try:
            with contextlib.closing(connect(target, ())) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")  # needs the file for itself alone
        except sqlite3.Error as error:
            if _is(error, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise Conflict("The database is in use. Stop the server first.") from error
    for ending in BESIDE:
        target.with_name(target.name + ending).unlink(missing_ok=True)


def _is(error: sqlite3.Error, *codes: int) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in codes
