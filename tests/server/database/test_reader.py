"""Reading: rows are dictionaries, and all that one query reads belongs to the same moment."""

import asyncio
import threading

import pytest
from sqlalchemy import bindparam, insert, select, text

from server.database import prepared
from server.database.tables import feeds
from tests.server.database.shelf import keep, on_shelf

pytestmark = pytest.mark.storage

FEED = prepared(select(feeds).where(feeds.c.site == bindparam("site")))


def fill(tx):
    tx.run_many(insert(feeds), [{"site": "a", "number": 1}, {"site": "b", "number": 2}])


async def test_rows_come_back_as_dictionaries(database):
    await database.write(fill)

    def query(reader):
        everything = select(feeds).order_by(feeds.c.site)
        return reader.all(everything), reader.one(FEED, site="b"), reader.value(everything), reader.dialect

    assert await database.read(query) == (
        [{"site": "a", "number": 1}, {"site": "b", "number": 2}],
        {"site": "b", "number": 2},
        "a",
        database.dialect,
    )


async def test_where_there_is_no_row_there_is_none(database):
    def query(reader):
        return reader.all(FEED, site="x"), reader.one(FEED, site="x"), reader.value(FEED, site="x")

    assert await database.read(query) == ([], None, None)


async def test_one_query_sees_one_moment_whatever_is_written_meanwhile(database):
    looked, written = threading.Event(), threading.Event()

    def look_twice(reader):
        before = on_shelf(reader)
        looked.set()
        assert written.wait(10)
        return before, on_shelf(reader)

    reading = asyncio.create_task(database.read(look_twice))
    assert await asyncio.to_thread(looked.wait, 10)
    await database.write(keep, "late")
    written.set()

    assert await reading == ([], [])
    assert await database.read(on_shelf) == ["late"]


async def test_a_reading_connection_cannot_write(database):
    def sneak(reader):
        reader.all(text("DELETE FROM facts"))

    await database.write(keep, "a")
    with pytest.raises(Exception, match=r"readonly|read-only|cannot save"):
        await database.read(sneak)

    assert await database.read(on_shelf) == ["a"]


async def test_an_error_in_a_query_travels_to_its_caller_and_the_next_one_is_served(database):
    for _ in range(20):  # more often than there are threads
        with pytest.raises(ZeroDivisionError):
            await database.read(lambda reader: 1 // 0)
    with pytest.raises(Exception, match="nowhere"):
        await database.read(lambda reader: reader.all(text("SELECT * FROM nowhere")))

    assert await database.read(on_shelf) == []
