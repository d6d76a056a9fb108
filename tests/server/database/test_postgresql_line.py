"""The writer's connection on PostgreSQL: what it notices about its transaction."""

import psycopg
import pytest
from sqlalchemy import text

from server.database import Clash
from server.database.failures import RunAgain
from server.database.postgresql_line import PostgresLine
from server.database.postgresql_pool import writing_pool
from server.errors import StorageUnavailable
from tests.server.database.shelf import on_shelf


@pytest.fixture
def line(postgres_url):
    connections = writing_pool(postgres_url)
    connections.open(wait=True, timeout=10)
    made = PostgresLine(connections)
    yield made
    made.roll_back()
    made.close()
    connections.close()


def shelf(line):
    line.begin()
    found = on_shelf(line.transaction())
    line.roll_back()
    return found


def test_a_statement_that_failed_ends_the_transaction(line):
    line.begin()
    tx = line.transaction()
    with pytest.raises(psycopg.errors.UndefinedTable):
        tx.all(text("SELECT * FROM nowhere"))

    assert (line.left_traces(tx), line.has_ended(), line.is_broken()) == (True, True, False)


def test_a_connection_that_was_killed_is_broken_and_replaced(line):
    line.begin()
    tx = line.transaction()
    with pytest.raises(StorageUnavailable):
        tx.all(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    broken = line.is_broken(), line.may_mend(tx.failure)
    line.roll_back()

    assert broken == (True, True)
    assert shelf(line) == []


def test_a_unit_is_run_again_when_another_process_came_between(line):
    line.begin()

    assert [line.may_mend(error) for error in (RunAgain(), Clash("a"), ValueError(), None)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_without_a_transaction_nothing_can_be_committed(line):
    with pytest.raises(psycopg.ProgrammingError, match="no transaction has begun"):
        line.commit()
