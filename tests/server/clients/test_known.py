"""People whose index is not written yet."""

import pytest

from server.clients import known, tags
from server.clients.tables import clients
from server.database import Database
from tests.server.clients.crowd import open_shop

pytestmark = pytest.mark.storage


async def test_those_are_read_with_their_words_and_tags(database: Database):
    shop = await open_shop(database, 2)
    [tag] = await database.write(tags.ensure, shop.site, None, ["VIP"])
    await database.write(tags.give, shop.site, [(tag, shop.people[0])])
    assert await database.read(known.stale, shop.site) == []
    one = clients.update().where(clients.c.id == shop.people[0])
    await database.write(lambda tx: tx.run(one.values(stale=True)))

    [person] = await database.read(known.stale, shop.site)

    assert (person.row["id"], person.tags, "person" in person.words) == (shop.people[0], frozenset({tag}), True)
    assert await database.read(known.stale, "another") == []
