"""Backup while others write, and the way back: everything acknowledged before it is there, and nothing half."""

import asyncio
import stat

import pytest
from sqlalchemy import text

from server.database import open_database
from server.database.copies import backup, is_empty, restore
from server.database.engines import engine_of
from server.database.feed import news_since
from server.database.migrate import migrate
from server.errors import AlreadyExists, Conflict
from tests.server.database.shelf import keep, on_shelf

pytestmark = pytest.mark.storage


async def contents(url):
    database = open_database(url)
    await database.open()
    try:
        return await database.read(lambda reader: (on_shelf(reader), news_since(reader, "shop", 0, 100_000)))
    finally:
        await database.close()


def add(url, name):
    with engine_of(url).begin() as connection:
        connection.execute(text("INSERT INTO feeds (site, number) VALUES (:name, 1)"), {"name": name})


def sites(url):
    with engine_of(url).connect() as connection:
        return sorted(connection.execute(text("SELECT site FROM feeds")).scalars())


async def test_a_backup_under_load_holds_everything_that_was_acknowledged_before_it(
    database, database_url, second_url, tmp_path
):
    acknowledged, going_on = [], True

    async def submit(who):
        n = 0
        while going_on:
            acknowledged.append(await database.write(keep, f"{who}-{n}"))
            n += 1

    submitters = [asyncio.ensure_future(submit(who)) for who in range(16)]
    await asyncio.sleep(0.3)
    before = set(acknowledged)
    await asyncio.to_thread(backup, database_url, tmp_path / "copy")
    after = len(acknowledged)
    await asyncio.sleep(0.1)
    going_on = False
    await asyncio.gather(*submitters)
    await asyncio.to_thread(restore, tmp_path / "copy", second_url)
    kept, since = await contents(second_url)

    assert len(before) < after < len(acknowledged)  # writing went on meanwhile
    assert before <= set(kept) <= set(acknowledged)
    assert [told.number for told in since.items] == list(range(1, len(kept) + 1))
    assert sorted(told.thing for told in since.items) == kept


def test_a_backup_is_for_our_eyes_only_and_never_overwrites(database_url, tmp_path):
    add(database_url, "a")
    backup(database_url, tmp_path / "deep" / "copy")
    with pytest.raises(AlreadyExists):
        backup(database_url, tmp_path / "deep" / "copy")

    assert stat.S_IMODE((tmp_path / "deep" / "copy").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["copy"]


def test_a_database_that_holds_something_is_only_replaced_when_told_so(database_url, second_url, tmp_path):
    add(database_url, "backed up")
    backup(database_url, tmp_path / "copy")
    migrate(second_url)
    add(second_url, "precious")

    with pytest.raises(AlreadyExists, match="not empty"):
        restore(tmp_path / "copy", second_url)
    kept = sites(second_url)
    restore(tmp_path / "copy", second_url, overwrite=True)

    assert (kept, sites(second_url)) == (["precious"], ["backed up"])


def test_a_database_that_was_only_migrated_counts_as_empty(database_url, second_url, tmp_path):
    add(database_url, "a")
    backup(database_url, tmp_path / "copy")
    empty_at_first = is_empty(second_url)
    migrate(second_url)

    assert (empty_at_first, is_empty(second_url), is_empty(database_url)) == (True, True, False)
    restore(tmp_path / "copy", second_url)
    assert sites(second_url) == ["a"]


@pytest.mark.parametrize("content", [b"", b"not a backup at all", b"SQLite format 3\x00 and then nothing of the kind"])
def test_a_file_that_is_no_backup_changes_nothing(database_url, tmp_path, content):
    add(database_url, "precious")
    (tmp_path / "letter").write_bytes(content)

    with pytest.raises(Exception, match=r"not a backup|pg_restore failed"):
        restore(tmp_path / "letter", database_url, overwrite=True)

    assert sites(database_url) == ["precious"]


def test_a_backup_that_is_not_there_is_told(database_url, tmp_path):
    with pytest.raises(Conflict, match="does not exist"):
        restore(tmp_path / "none", database_url)
