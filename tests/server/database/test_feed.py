"""The site feed: numbers without gaps, reading on from a number, and an honest word when that is not possible."""

import asyncio

import pytest
import time_machine
from sqlalchemy import func, select, update

from server.database import News, Told
from server.database.feed import KEPT_MS, KEPT_ROWS, Since, news_since, prune
from server.database.tables import feeds, news
from tests.server.database.shelf import Refused, refuse

pytestmark = pytest.mark.storage
NOW = 1_800_000_000_000


def tell(tx, *things, site="shop"):
    for thing in things:
        tx.after_commit(News(site, "lead", thing))


def told(number, thing, site="shop"):
    return Told(site, number, "lead", thing, NOW)


@pytest.fixture(autouse=True)
def _at_one_moment():
    with time_machine.travel(NOW // 1000, tick=False):
        yield


async def fill(database, count, at):
    """Give the shop's feed this many numbers, in larger pieces than units may write."""
    database.most_rows = None

    def piece(tx, first, last):
        tx.run_many(
            news.insert(),
            [{"site": "shop", "number": n, "kind": "lead", "thing": str(n), "at": at} for n in range(first, last + 1)],
        )

    for first in range(1, count + 1, 1000):
        await database.write(piece, first, min(first + 999, count))
    await database.write(lambda tx: tx.run(feeds.insert(), site="shop", number=count))
    database.most_rows = 200


def kept(reader):
    return reader.one(select(func.min(news.c.number).label("first"), func.count().label("rows")))


async def test_news_are_numbered_per_site_in_the_order_they_were_told(database):
    await database.write(lambda tx: (tell(tx, "a", "b"), tell(tx, "x", site="cafe"), tell(tx, "c")))
    await database.write(tell, "d")

    assert await database.read(news_since, "shop", 0) == Since(
        [told(1, "a"), told(2, "b"), told(3, "c"), told(4, "d")], 4, stale=False
    )
    assert await database.read(news_since, "cafe", 0) == Since([told(1, "x", "cafe")], 1, stale=False)


async def test_whoever_is_at_the_newest_number_reads_nothing_new(database):
    await database.write(tell, "a")

    assert await database.read(news_since, "shop", 1) == Since([], 1, stale=False)
    assert await database.read(news_since, "silent", 0) == Since([], 0, stale=False)


async def test_more_than_the_limit_is_read_in_pieces(database):
    await database.write(tell, "a", "b", "c")

    first = await database.read(news_since, "shop", 0, 2)
    assert first == Since([told(1, "a"), told(2, "b")], 2, stale=False)
    assert await database.read(news_since, "shop", first.number, 2) == Since([told(3, "c")], 3, stale=False)


async def test_a_number_that_is_not_kept_any_more_is_stale(database):
    await database.write(tell, "a", "b", "c")
    await database.write(lambda tx: tx.run(news.delete().where(news.c.number <= 2)))

    assert await database.read(news_since, "shop", 1) == Since([], 3, stale=True)
    assert await database.read(news_since, "shop", 2) == Since([told(3, "c")], 3, stale=False)
    await database.write(lambda tx: tx.run(news.delete()))
    assert await database.read(news_since, "shop", 2) == Since([], 3, stale=True)


@pytest.mark.parametrize("number", [-7, 2, 10**12])
async def test_a_number_that_was_never_given_out_is_stale(database, number):
    await database.write(tell, "a")

    assert await database.read(news_since, "shop", number) == Since([], 1, stale=True)


async def test_a_unit_that_fails_tells_nothing_and_takes_no_number(database):
    heard = []
    database.on_news(heard.extend)

    with pytest.raises(Refused):
        await database.write(refuse)
    with pytest.raises(ZeroDivisionError):
        await database.write(lambda tx: (tell(tx, "lost"), 1 // 0))
    await database.write(tell, "a")
    await asyncio.sleep(0.05)

    assert heard == [told(1, "a")]


async def test_the_oldest_news_go_in_small_pieces_once_a_site_has_too_many(database):
    await fill(database, KEPT_ROWS + 300, NOW)

    assert [await database.write(prune, "shop") for _ in range(3)] == [200, 100, 0]
    assert await database.read(kept) == {"first": 301, "rows": KEPT_ROWS}


async def test_news_of_yesterday_go_on_whichever_site_they_are(database):
    await fill(database, 250, NOW - KEPT_MS - 1)
    await database.write(tell, "today")

    assert [await database.write(prune, "cafe") for _ in range(3)] == [200, 50, 0]
    assert await database.read(news_since, "shop", 250) == Since([told(251, "today")], 251, stale=False)


async def test_what_is_kept_has_no_hole_though_the_clock_was_set_back(database):
    await fill(database, 10, NOW)
    await database.write(lambda tx: tx.run(update(news).where(news.c.number == 4).values(at=NOW - KEPT_MS - 1)))

    assert await database.write(prune, "shop") == 4
    assert await database.read(kept) == {"first": 5, "rows": 6}


async def test_every_two_hundredth_number_prunes_by_itself(database):
    await fill(database, KEPT_ROWS + 199, NOW)
    await database.write(tell, "the round one")
    for _ in range(100):
        if (found := await database.read(kept))["rows"] == KEPT_ROWS:
            break
        await asyncio.sleep(0.02)

    assert found == {"first": 201, "rows": KEPT_ROWS}
