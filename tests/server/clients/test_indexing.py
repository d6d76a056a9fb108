"""The words that people are found by are written behind the leads."""

import asyncio

import pytest

from server.clients import people, tags
from server.clients.indexing import Indexer, any_stale, index_some
from server.clients.people import Claims
from server.clients.tables import clients, search_words
from server.clients.tables import tags as tag_table
from server.database import Database, Told
from tests.server.clients.crowd import DIRECT, open_shop

pytestmark = pytest.mark.storage


async def test_many_are_written_in_units_of_at_most_200_rows(database: Database):
    for number in range(30):
        claims = Claims(name=" ".join(f"w{number}x{n}" for n in range(25)), phone=f"+3816412300{number:02}")
        await database.write(people.find_or_create, "s", claims, DIRECT)

    done = []
    while number := await database.write(index_some):
        done.append(number)

    assert (sum(done), max(done) < 10, await database.read(any_stale)) == (30, True, False)
    assert await database.read(lambda reader: len(reader.all(search_words.select()))) == 30 * (20 + 9 + 1)


async def test_a_lead_of_somebody_known_makes_them_be_looked_at_again(database: Database):
    for name in ("", "Jovana"):
        await database.write(people.find_or_create, "s", Claims(name=name, phone="+381641234567"), DIRECT)
        assert await database.read(any_stale)
        while await database.write(index_some):
            pass
    words = {row["word"] for row in await database.read(lambda reader: reader.all(search_words.select()))}
    assert "jovana" in words


async def test_it_wakes_with_news_and_forgets_what_was_deleted_long_ago(database: Database):
    shop = await open_shop(database, 1)
    indexer = Indexer(database)
    working = asyncio.create_task(indexer.run())
    [tag] = await database.write(tags.ensure, shop.site, None, ["old"])
    await database.write(tags.give, shop.site, [(tag, shop.people[0])])
    await database.write(tags.remove, shop.site, shop.anna, tag)
    await database.write(
        lambda tx: tx.run(tag_table.update().values(gone_at=1)) + tx.run(clients.update().values(stale=True))
    )

    indexer.hear([Told(shop.site, 1, "client", "x", 0)])
    for _ in range(400):
        if not await database.read(any_stale) and not await database.read(
            lambda reader: reader.all(tag_table.select())
        ):
            break
        await asyncio.sleep(0.01)
    else:
        pytest.fail("it did not wake")
    working.cancel()
