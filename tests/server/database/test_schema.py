"""The tables as the rooms describe them are the tables as the migrations make them, on both databases."""

import pytest
from sqlalchemy import inspect, text

from server.database.engines import engine_of
from server.database.sqlite_connection import path_of
from tests.server.database.regenerate import FILE, all_tables, first_migration

SQLITE = "SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version' ORDER BY name"
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


def described(url):
    """Everything that a database knows about its tables."""
    with engine_of(url).connect() as connection:
        if connection.dialect.name == "sqlite":
            return {name: " ".join((sql or "").split()) for name, sql in connection.execute(text(SQLITE)).all()}
        looking = inspect(connection)
        found = {row.indexname: row.indexdef for row in connection.execute(text(INDEXES))}
        for table in looking.get_table_names():
            if table != "alembic_version":
                found[table] = [column | {"type": str(column["type"])} for column in looking.get_columns(table)]
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


def test_the_first_migration_names_the_same_tables_as_the_rooms():
    text_of_file = FILE.read_text("utf-8")

    assert [name for name in all_tables().tables if f'"{name}"' not in text_of_file] == []
    assert first_migration().count("op.create_table(") == text_of_file.count("op.create_table(")
