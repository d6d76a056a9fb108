"""SQLAlchemy's engines: for migrations, copies and checks, with our own errors."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from server.database.engines import engine_of, is_sqlite, reason
from server.errors import StorageUnavailable


def test_an_address_tells_its_kind():
    assert [is_sqlite(url) for url in ("sqlite:///a", "postgresql://host/a")] == [True, False]


@pytest.mark.storage
def test_tables_that_are_made_in_a_transaction_go_with_it(database_url):
    engine = engine_of(database_url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE made (number integer)"))
        seen = inspect(connection).has_table("made")
        connection.rollback()
        assert (seen, inspect(connection).has_table("made")) == (True, False)


def test_a_database_that_is_away_is_told_in_our_words(tmp_path):
    with pytest.raises(DBAPIError) as failed:
        engine_of(f"sqlite:///{tmp_path / 'none.sqlite3'}").connect()

    assert type(reason(failed.value)) is StorageUnavailable
