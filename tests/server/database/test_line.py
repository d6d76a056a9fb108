"""What the writer asks of a connection: the same answers on both databases."""

import pytest

from server.database.line import Line
from server.database.postgresql_line import PostgresLine
from server.database.postgresql_pool import writing_pool
from server.database.sqlite_connection import path_of
from server.database.sqlite_line import SqliteLine
from tests.server.database.shelf import on_shelf, put

pytestmark = pytest.mark.storage


@pytest.fixture
def line(database_url):
    pool = None if database_url.startswith("sqlite") else writing_pool(database_url)
    if pool is not None:
        pool.open(wait=True, timeout=10)
    made: Line = SqliteLine(path_of(database_url)) if pool is None else PostgresLine(pool)
    yield made
    made.roll_back()
    made.close()
    if pool is not None:
        pool.close()


def shelf(line):
    line.begin()
    found = on_shelf(line.transaction())
    line.roll_back()
    return found


def test_what_is_committed_is_kept_and_what_is_rolled_back_is_not(line):
    line.begin()
    put(line.transaction(), "a")
    line.commit()
    line.begin()
    put(line.transaction(), "b")
    line.roll_back()

    assert shelf(line) == ["a"]


def test_traces_are_what_a_unit_changed_and_not_those_before_it(line):
    line.begin()
    first = line.transaction()
    put(first, "a")
    traces_of_first = line.left_traces(first)
    second = line.transaction()
    on_shelf(second)

    assert (traces_of_first, line.left_traces(second), line.has_ended(), line.is_broken()) == (
        True,
        False,
        False,
        False,
    )


def test_a_group_of_units_is_one_transaction(line):
    line.begin()
    put(line.transaction(), "a")
    put(line.transaction(), "b")
    line.roll_back()

    assert shelf(line) == []


def test_rolling_back_where_nothing_has_begun_is_harmless(line):
    line.roll_back()
    line.roll_back()

    assert shelf(line) == []
