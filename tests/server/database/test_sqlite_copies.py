"""SQLite's way back: nobody else may have the file, and nothing of the old one is taken for the new one's."""

import sqlite3
from contextlib import closing

import pytest

from server.database.migrate import is_current, version_of
from server.database.sqlite_connection import READING, WRITING, connect, path_of
from server.database.sqlite_copies import backup, restore
from server.errors import Conflict


@pytest.fixture
def copy(sqlite_url, tmp_path):
    backup(sqlite_url, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_database_that_somebody_has_open_is_not_replaced(sqlite_url, copy):
    with closing(connect(path_of(sqlite_url), READING)) as server:
        server.execute("SELECT * FROM feeds").fetchall()
        with pytest.raises(Conflict, match="Stop the server first"):
            restore(copy, sqlite_url)

    restore(copy, sqlite_url)
    assert is_current(sqlite_url)


def test_a_log_that_a_killed_server_left_is_not_taken_for_the_new_databases(sqlite_url, copy):
    path = path_of(sqlite_url)
    dying = connect(path, WRITING)
    dying.execute("INSERT INTO feeds VALUES ('old', 1)")
    log = path.with_name(path.name + "-wal").read_bytes()
    dying.close()
    path.with_name(path.name + "-wal").write_bytes(log)

    restore(copy, sqlite_url)

    with closing(connect(path, READING)) as connection:
        assert connection.execute("SELECT * FROM feeds").fetchall() == []


def test_a_damaged_database_can_be_replaced(sqlite_url, copy):
    path_of(sqlite_url).write_bytes(b"\x00" * 5000)

    restore(copy, sqlite_url)

    assert is_current(sqlite_url)


def test_a_damaged_backup_is_refused(sqlite_url, copy):
    with closing(sqlite3.connect(copy)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_calls_client'").fetchone()[0]
    with copy.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)

    with pytest.raises(Conflict, match="damaged"):
        restore(copy, sqlite_url)


def test_a_backup_of_a_newer_version_is_refused(sqlite_url, copy):
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = version_of(sqlite_url)

    with pytest.raises(Conflict, match="newer version"):
        restore(copy, sqlite_url)

    assert version_of(sqlite_url) == before
    assert [path.name for path in copy.parent.iterdir() if path.name.endswith(".part")] == []
