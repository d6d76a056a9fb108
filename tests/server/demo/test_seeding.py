"""A site is filled with sample people in small units."""

import pytest

from server.clients import cards, timeline
from server.clients.asked import Asked
from server.clients.indexing import any_stale
from server.database import Database
from server.demo.seeding import seed
from server.errors import Invalid, NotFound
from tests.server.clients.crowd import open_shop

pytestmark = pytest.mark.storage


async def test_seeded_people_are_found_listed_and_have_a_past(database: Database):
    shop = await open_shop(database, 0)

    rows = await seed(database, None, 300, 900)

    newest = await database.read(cards.search, shop.site, Asked(), None, 5)
    found = await database.read(cards.search, shop.site, Asked(q="соловьев"), None, 200)
    owned = await database.read(cards.search, shop.site, Asked(owner=shop.anna, tag="moka pot"), None, 200)
    happened = await database.read(timeline.page, newest.items[0]["id"])
    assert (rows > 5000, len(newest.items), all(each["sample"] for each in newest.items)) == (True, 5, True)
    assert found.items
    assert owned.items
    assert (len(happened.items), await database.read(any_stale)) == (3, False)
    with pytest.raises(Invalid):
        await seed(database, None, 300, 900)


async def test_the_site_is_named_where_there_is_not_just_one(database: Database):
    with pytest.raises(Invalid):
        await seed(database, None, 1, 1)
    with pytest.raises(NotFound):
        await seed(database, "no such key", 1, 1)
