"""The tables as the rooms describe them are the tables as the migrations make them, on both databases."""

import pytest
from sqlalchemy import inspect, text

from server.database.engines import engine_of
from server.database.sqlite_connection import path_of
from tests.server.database.regenerate import all_tables

SQLITE = "SELECT name AS indexname, sql AS indexdef FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


def described(url):
    """Everything that a database knows about its tables; a column that came later stands behind the others."""
    with engine_of(url).connect() as connection:
        looking = inspect(connection)
        indexes = SQLITE if connection.dialect.name == "sqlite" else INDEXES
        found = {row.indexname: " ".join(row.indexdef.split()) for row in connection.execute(text(indexes))}
        for table in looking.get_table_names():
            if table != "alembic_version":
                columns = [column | {"type": str(column["type"])} for column in looking.get_columns(table)]
                found[table] = sorted(columns, key=lambda column: column["name"])
                found[f"{table} keys"] = (looking.get_pk_constraint(table), looking.get_unique_constraints(table))
        return found


@pytest.mark.storage
def test_migrated_tables_equal_the_described_ones(database_url, second_url):
    if second_url.startswith("sqlite"):
        path_of(second_url).parent.mkdir()
        path_of(second_url).touch()
    with engine_of(second_url).begin() as connection:
        all_tables().create_all(connection)

    assert described(database_url) == described(second_url)


def test_every_constraint_and_index_has_a_name_of_its_own():
    names = [
        each.name
        for table in all_tables().tables.values()
        for each in (*table.constraints, *table.indexes)
        if not (each.__class__.__name__ == "PrimaryKeyConstraint" and not each.columns)
    ]

    assert all(names)
    assert len(names) == len(set(names))
