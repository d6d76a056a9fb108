"""PostgreSQL's bad days: locks, killed connections, a server that is away; and two processes that write at once."""

import asyncio
import time
from contextlib import asynccontextmanager

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import bindparam, update

from server.clients.tables import facts
from server.database import open_database, prepared
from server.database.feed import news_since
from server.errors import StorageUnavailable
from tests.server.database.cable import cable_to
from tests.server.database.shelf import keep, on_shelf


@asynccontextmanager
async def opened(url):
    database = open_database(url)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def outcome(awaitable):
    """What became of it, and after how many seconds."""
    begun = time.monotonic()
    try:
        said = await awaitable
    except StorageUnavailable as error:
        said = error.code
    return said, time.monotonic() - begun


async def do(url, statement):
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(statement)


KILL = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'frontdesk'"""


async def test_a_lock_of_another_process_is_refused_within_a_second_and_reads_go_on(postgres_url):
    async with opened(postgres_url) as database:
        async with await psycopg.AsyncConnection.connect(postgres_url) as other:
            await other.execute("LOCK TABLE facts IN EXCLUSIVE MODE")
            tried = await asyncio.gather(*(outcome(database.write(keep, f"during {n}")) for n in range(50)))
            seen = await database.read(on_shelf)
        after = await outcome(database.write(keep, "after"))

    assert {said for said, _ in tried} == {"storage_unavailable"}
    assert max(took for _, took in tried) < 1.5  # once with the group and once alone
    assert (seen, after[0]) == ([], "after")


async def test_connections_that_were_killed_are_replaced_before_anybody_notices(postgres_url):
    async with opened(postgres_url) as database:
        await asyncio.gather(*(database.read(on_shelf) for _ in range(20)))
        await do(postgres_url, KILL)
        kept = await asyncio.gather(*(database.write(keep, f"{n}") for n in range(5)))
        seen = await asyncio.gather(*(database.read(on_shelf) for _ in range(20)))

    assert kept == ["0", "1", "2", "3", "4"]
    assert seen == [kept] * 20


async def test_a_server_that_is_away_is_refused_within_a_second_and_back_within_five(postgres_url):
    port = int(conninfo_to_dict(postgres_url)["port"])
    async with cable_to(port) as cable, opened(postgres_url.replace(f":{port}/", f":{cable.port}/")) as database:
        await database.write(keep, "before")
        await cable.cut()
        tried = [
            each
            for _ in range(3)
            for each in await asyncio.gather(
                *(outcome(database.write(keep, f"during {n}")) for n in range(30)),
                *(outcome(database.read(on_shelf)) for _ in range(30)),
            )
        ]
        await cable.mend()
        mended = time.monotonic()
        while (after := await outcome(database.write(keep, "after")))[0] != "after":
            assert time.monotonic() - mended < 5
            await asyncio.sleep(0.1)
        while (seen := (await outcome(database.read(on_shelf)))[0]) == "storage_unavailable":
            assert time.monotonic() - mended < 5
            await asyncio.sleep(0.1)

    assert {said for said, _ in tried} == {"storage_unavailable"}
    assert max(took for _, took in tried) < 1.5
    assert (after[0], seen) == ("after", ["after", "before"])


async def test_two_processes_number_one_feed_without_gaps(postgres_url):
    async with opened(postgres_url) as one, opened(postgres_url) as two:
        heard = {one: [], two: []}
        for database, theirs in heard.items():
            database.on_news(theirs.extend)
        await asyncio.gather(*((one, two)[n % 2].write(keep, f"{n:03}") for n in range(200)))
        await asyncio.sleep(0.05)
        items = (await one.read(news_since, "shop", 0)).items

    assert [told.number for told in items] == list(range(1, 201))
    assert sorted(told.thing for told in items) == [f"{n:03}" for n in range(200)]
    assert sorted(told.number for theirs in heard.values() for told in theirs) == list(range(1, 201))


async def test_find_or_create_in_two_processes_makes_one_row(postgres_url):
    def find_or_create(tx, name):
        return "found" if name in on_shelf(tx) else keep(tx, name)

    async with opened(postgres_url) as one, opened(postgres_url) as two:
        for round_number in range(20):
            name = f"person {round_number}"
            said = await asyncio.gather(*(each.write(find_or_create, name) for each in (one, two) * 5))
            assert sorted(said) == ["found"] * 9 + [name]
        assert len(await one.read(on_shelf)) == 20


async def test_two_processes_that_lock_in_opposite_orders_both_come_through(postgres_url):
    touch = prepared(update(facts).where(facts.c.name == bindparam("which")).values(at=facts.c.at + 1))

    def both(tx, first, second):
        tx.run(touch, which=first)
        time.sleep(0.005)
        tx.run(touch, which=second)
        return "done"

    async with opened(postgres_url) as one, opened(postgres_url) as two:
        await one.write(lambda tx: (keep(tx, "a"), keep(tx, "b")))
        said = await asyncio.gather(
            *(each.write(both, *names) for _ in range(2) for each, names in ((one, "ab"), (two, "ba")))
        )

    assert said == ["done"] * 4


async def test_a_server_that_is_not_there_is_told_at_opening(postgres_url, monkeypatch):
    monkeypatch.setattr("server.database.postgresql.OPEN_SECONDS", 1)
    port = int(conninfo_to_dict(postgres_url)["port"])
    async with cable_to(port) as cable:
        url = postgres_url.replace(f":{port}/", f":{cable.port}/")
    with pytest.raises(StorageUnavailable):
        await open_database(url).open()
