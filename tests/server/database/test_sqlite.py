"""SQLite's bad days: a lock, a full disk, a disk that fails. Refused within a second, readable, back by itself."""

import asyncio
import resource
import time
from contextlib import contextmanager

import pytest
import structlog
from sqlalchemy import text

from server.database import open_database
from server.database.feed import news_since
from server.database.sqlite_connection import path_of
from server.errors import StorageUnavailable
from tests.server.database.lock import locked
from tests.server.database.shelf import keep, on_shelf, put


@contextmanager
def files_of_at_most(size):
    """No file of this process can grow beyond this: what it writes there fails, as on a disk that is broken."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def outcome(database, name):
    """What became of a unit, and after how many seconds."""
    begun = time.monotonic()
    try:
        said = await database.write(keep, name)
    except StorageUnavailable as error:
        said = error.code
    return said, time.monotonic() - begun


async def kept_and_told(database):
    told = (await database.read(news_since, "shop", 0)).items
    return await database.read(on_shelf), [(each.number, each.thing) for each in told]


async def test_a_lock_of_another_process_is_refused_within_a_second_and_reads_go_on(database, sqlite_url):
    await database.write(keep, "before")
    begun = time.monotonic()
    await asyncio.gather(*(database.read(on_shelf) for _ in range(300)))
    usual = time.monotonic() - begun  # what as many reads take on this machine just now: some 0.05 s on a quiet one
    with locked(path_of(sqlite_url)):
        outcomes = await asyncio.gather(*(outcome(database, f"during {n}") for n in range(300)))
        again = await outcome(database, "again")
        seen = await database.read(on_shelf)
    after = await outcome(database, "after")

    assert {said for said, _ in [*outcomes, again]} == {"storage_unavailable"}
    assert max(took for _, took in [*outcomes, again]) < 1 + 2 * usual
    assert seen == ["before"]
    assert after[0] == "after"
    assert await kept_and_told(database) == (["after", "before"], [(1, "before"), (2, "after")])


async def test_a_full_disk_refuses_the_whole_group_and_is_forgotten_once_there_is_room(database):
    await database.write(keep, "before")
    full = await database.read(lambda reader: reader.value(text("PRAGMA page_count")))

    def fill(tx):
        tx.run(text(f"PRAGMA max_page_count={full}"))
        for n in range(150):
            put(tx, f"{n:0200}")

    tried = await asyncio.gather(
        database.write(keep, "beside"), database.write(fill), database.write(keep, "behind"), return_exceptions=True
    )
    await database.write(lambda tx: tx.run(text("PRAGMA max_page_count=1073741823")))

    assert [type(each) for each in tried[:2]] == [StorageUnavailable] * 2
    assert (await outcome(database, "after"))[0] == "after"
    shelf, told = await kept_and_told(database)
    assert [name for name in shelf if name != "behind"] == ["after", "before"]
    assert sorted(name for _, name in told) == shelf


async def test_a_disk_that_fails_at_the_commit_means_nothing_was_kept(database, sqlite_url):
    await database.write(keep, "before")
    log = path_of(sqlite_url).with_name(path_of(sqlite_url).name + "-wal")

    with structlog.testing.capture_logs() as lines, files_of_at_most(log.stat().st_size):
        tried = await asyncio.gather(*(outcome(database, f"during {n}") for n in range(20)))
        seen = await database.read(on_shelf)
    after = await outcome(database, "after")

    assert {said for said, _ in tried} == {"storage_unavailable"}
    assert max(took for _, took in tried) < 1
    assert {line["event"] for line in lines} == {"storage_unavailable"}
    assert seen == ["before"]
    assert after[0] == "after"
    assert await kept_and_told(database) == (["after", "before"], [(1, "before"), (2, "after")])


async def test_a_file_that_is_not_there_is_refused_at_opening_and_not_made(tmp_path):
    with pytest.raises(StorageUnavailable):
        await open_database(f"sqlite:///{tmp_path / 'none.sqlite3'}").open()

    assert list(tmp_path.iterdir()) == []


async def test_what_was_taken_is_done_before_closing_and_nothing_after_it(sqlite_url):
    database = open_database(sqlite_url)
    await database.open()
    tasks = [asyncio.ensure_future(database.write(keep, f"{n:03}")) for n in range(300)]
    await asyncio.sleep(0)
    await database.close()

    assert await asyncio.gather(*tasks) == [f"{n:03}" for n in range(300)]
    for late in (database.write(keep, "late"), database.read(on_shelf)):
        with pytest.raises(StorageUnavailable):
            await late
    second = open_database(sqlite_url)
    await second.open()
    assert len(await second.read(on_shelf)) == 300
    await second.close()
