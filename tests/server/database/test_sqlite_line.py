"""The writer's connection on SQLite: what it notices about its transaction."""

import sqlite3

import pytest
from sqlalchemy import text

from server.database.sqlite_connection import path_of
from server.database.sqlite_line import SqliteLine
from server.errors import StorageUnavailable
from tests.server.database.shelf import on_shelf, put


@pytest.fixture
def line(sqlite_url):
    made = SqliteLine(path_of(sqlite_url))
    yield made
    made.roll_back()
    made.close()


def fill(tx):
    for n in range(10_000):
        put(tx, f"{n}" * 50)


def shelf(line):
    line.begin()
    found = on_shelf(line.transaction())
    line.roll_back()
    return found


def test_a_full_disk_ends_the_transaction_by_itself(line):
    line.begin()
    tx = line.transaction()
    tx.run(text("PRAGMA max_page_count=1"))
    with pytest.raises(StorageUnavailable):
        fill(tx)

    assert line.has_ended()
    line.roll_back()
    assert shelf(line) == []


def test_after_closing_the_next_transaction_opens_the_file_anew(line):
    line.begin()
    put(line.transaction(), "lost")
    line.close()

    assert shelf(line) == []


def test_without_a_transaction_nothing_can_be_committed(line):
    with pytest.raises(sqlite3.ProgrammingError, match="no transaction has begun"):
        line.commit()
    line.roll_back()


def test_a_second_turn_never_helps_where_nobody_else_writes(line):
    assert (line.may_mend(StorageUnavailable()), line.is_broken()) == (False, False)
