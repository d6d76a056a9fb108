"""What `frontdesk doctor` says about the database: each fact with a sentence, and whether it is as it should be."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, column, literal, select, table, text, update
from sqlalchemy.exc import SQLAlchemyError

from server.database.engines import engine_of, is_sqlite
from server.database.migrate import newest_version, version_of
from server.database.reader import Reader
from server.database.sqlite_connection import path_of
from server.database.statements import prepared
from server.database.transaction import Transaction
from server.errors import Refusal

FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at."""

    name: str
    is_good: bool
    words: str


_version = table("alembic_version", column("version_num"))
SAME_AGAIN = prepared(update(_version).values(version_num=_version.c.version_num))
PRESENT = prepared(select(literal(1)))


def answers(reader: Reader) -> bool:
    """Whether a reading connection works; for those who ask often."""
    return bool(reader.value(PRESENT) == 1)


def keep_something(tx: Transaction) -> None:
    """Write what is there already once more: whether that reaches the disk tells whether anything would."""
    tx.run(SAME_AGAIN)


def check(url: str) -> list[Fact]:
    """Look at the database from outside, also while a server writes; the first bad fact may hide others."""
    if is_sqlite(url) and not path_of(url).exists():
        return [Fact("reachable", False, f"{path_of(url)} does not exist: run frontdesk migrate")]
    reachable = _reachable(url)
    if not reachable.is_good:
        return [reachable]
    looks: list[Callable[[str], Fact]] = [_migrated, _writable]
    if is_sqlite(url):
        looks += [_integrity, _write_ahead, _free_disk]
    return [reachable, *(look(url) for look in looks)]


def _reachable(url: str) -> Fact:
    # SQLite answers a bare SELECT 1 without a look at the file.
    question = "SELECT count(*) >= 0 FROM sqlite_master" if is_sqlite(url) else "SELECT 1"
    words = _ask(url, lambda connection: str(connection.execute(text(question)).scalar()))
    if is_sqlite(url) and words != "1":
        words = f"{path_of(url)} cannot be used ({words}); a database of Frontdesk is expected"
    return Fact("reachable", words == "1", "answers" if words == "1" else words)


def _migrated(url: str) -> Fact:
    try:
        found, wanted = version_of(url), newest_version()
    except Refusal as error:
        return Fact("migrated", False, error.message)
    if found == wanted:
        return Fact("migrated", True, f"at {found}")
    return Fact("migrated", False, f"at {found or 'nothing'}, this version needs {wanted}: run frontdesk migrate")


def _writable(url: str) -> Fact:
    def write(connection: Connection) -> str:
        connection.execute(text("CREATE TABLE frontdesk_doctor (number integer)"))
        connection.rollback()
        return "yes"

    words = _ask(url, write, "BEGIN IMMEDIATE")
    return Fact("writable", words == "yes", words)


def _integrity(url: str) -> Fact:
    words = _ask(url, lambda connection: str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()))
    return Fact("integrity", words == "ok", words)


def _write_ahead(url: str) -> Fact:
    words = _ask(url, lambda connection: str(connection.exec_driver_sql("PRAGMA journal_mode").scalar()))
    return Fact("journal", words == "wal", words)


def _free_disk(url: str) -> Fact:
    free = shutil.disk_usage(path_of(url).parent).free
    return Fact("free disk", free >= FREE_BYTES, f"{free // (1024 * 1024)} MiB")


def _ask(url: str, question: Callable[[Connection], str], begin: str = "BEGIN") -> str:
    """The answer, or in its place what went wrong, without the address and its password."""
    engine = engine_of(url, begin)
    try:
        with engine.connect() as connection:
            return question(connection)
    except SQLAlchemyError as error:
        return _first_line(error)
    finally:
        engine.dispose()


def _first_line(error: SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None) or error
    return (str(cause).splitlines() or [type(cause).__name__])[0]
