"""How the file is opened: durable for the writer, read-only for readers, and never made by accident."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from server.database.sqlite_connection import READING, WRITING, connect, path_of


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("url", "path"), [("sqlite:///data/a.sqlite3", "data/a.sqlite3"), ("sqlite:////var/a.sqlite3", "/var/a.sqlite3")]
)
def test_an_address_names_a_file(url, path):
    assert path_of(url) == Path(path)


def test_the_writer_keeps_a_log_and_waits_for_the_disk(sqlite_url):
    with closing(connect(path_of(sqlite_url), WRITING)) as connection:
        found = {name: pragma(connection, name) for name in ("journal_mode", "synchronous", "busy_timeout")}

    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 300}


def test_a_reader_cannot_write(sqlite_url):
    with closing(connect(path_of(sqlite_url), READING)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM facts")


def test_a_file_that_is_missing_stays_missing(tmp_path):
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        connect(tmp_path / "none.sqlite3", READING)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told_at_once(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100)

    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connect(tmp_path / "letter.txt", WRITING)


def test_any_name_of_a_file_will_do(tmp_path):
    path = tmp_path / "50% off? yes#1 & рус.sqlite3"
    sqlite3.connect(path).close()

    with closing(connect(path, WRITING)) as connection:
        connection.execute("CREATE TABLE a (b)")

    assert path.stat().st_size > 0
