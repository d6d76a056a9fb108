"""A copy of the whole database in one file, made while the server writes, and the way back from it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from server.database import postgresql_copies, sqlite_copies
from server.database.engines import engine_of, is_sqlite, reason
from server.database.migrate import migrate
from server.database.sqlite_connection import path_of
from server.database.sqlite_copies import to_disk
from server.errors import AlreadyExists, Conflict


def backup(url: str, file: Path) -> None:
    """Write everything that is committed at this moment to `file`; it is either whole or not there.

    Writing goes on meanwhile. A file that exists is not overwritten.
    """
    if file.exists():
        raise AlreadyExists(f"{file} exists. Choose another name.")
    with _unfinished(file) as temporary:
        if is_sqlite(url):
            sqlite_copies.backup(url, temporary)
        else:
            postgresql_copies.backup(url, temporary)
        to_disk(temporary)
        temporary.rename(file)
        to_disk(file.parent)


def restore(file: Path, url: str, *, overwrite: bool = False) -> None:
    """Put a backup in the database's place and bring its tables to this version; stop the server first.

    Refuses a database that holds anything unless told to overwrite it; when anything fails, what was there stays.
    """
    if not file.exists():
        raise Conflict(f"{file} does not exist.")
    if not overwrite and not is_empty(url):
        raise AlreadyExists("This database is not empty. Say --replace to put the copy in place of everything in it.")
    if is_sqlite(url):
        sqlite_copies.restore(file, url)
    else:
        postgresql_copies.restore(file, url)
        migrate(url)


def is_empty(url: str) -> bool:
    """Whether there is no row in any table, or no database at all."""
    if is_sqlite(url) and not path_of(url).exists():
        return True
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            quote = connection.dialect.identifier_preparer.quote
            tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
            rows = [connection.execute(text(f"SELECT 1 FROM {quote(name)} LIMIT 1")).first() for name in tables]  # noqa: S608
            return not any(rows)
    except DBAPIError as error:
        raise reason(error) from error
    finally:
        engine.dispose()


@contextlib.contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))  # people's names and numbers
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
