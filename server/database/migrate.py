"""Brings a database's tables to what this version needs; safe to run twice, and by two processes at once."""

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import column, select, table
from sqlalchemy.exc import DBAPIError

from server.database.engines import engine_of, is_sqlite, reason
from server.database.reader import Reader
from server.database.sqlite_connection import WRITING, connect, path_of
from server.database.statements import prepared

STANDS = prepared(select(column("version_num")).select_from(table("alembic_version")))
FOLDER = Path(__file__).parent / "migrations"


def migrate(url: str, to: str = "head") -> None:
    """Make or change the tables until they are as this version (or the one named) needs them, in one transaction."""
    if is_sqlite(url):
        _make_file(path_of(url))
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["engine"] = engine = engine_of(url, "BEGIN IMMEDIATE")
    try:
        command.upgrade(config, to)
    except DBAPIError as error:
        raise reason(error) from error
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the tables are as this version needs them."""
    return version_of(url) == newest_version()


def stands_at(reader: Reader) -> str | None:
    """The same as `version_of` on a connection that is open already, for those who ask often."""
    found: str | None = reader.value(STANDS)
    return found


def version_of(url: str) -> str | None:
    """The migration that the database stands at; None when it has never been migrated."""
    if is_sqlite(url) and not path_of(url).exists():
        return None
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        raise reason(error) from error
    finally:
        engine.dispose()


def newest_version() -> str | None:
    """The migration that this version of the program needs."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def _make_file(path: Path) -> None:
    # It holds people's names and numbers: nobody but us reads it.
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    try:
        connect(path, WRITING).close()
    except Exception as error:
        raise reason(error) from error
