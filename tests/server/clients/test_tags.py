"""A site's tags."""

import json

import pytest

from server.audit.tables import audit
from server.clients import tags
from server.clients.tables import client_tags
from server.clients.tables import tags as table
from server.database import Database
from server.errors import AlreadyExists, Invalid, NotFound
from tests.server.clients.crowd import Shop, open_shop

pytestmark = pytest.mark.storage


async def tagged(database: Database, shop: Shop, *names: str) -> list[str]:
    return await database.write(tags.ensure, shop.site, shop.anna, names)


async def listed(database: Database, shop: Shop) -> dict[str, int]:
    return {each["name"]: each["people"] for each in await database.read(tags.listed, shop.site)}


async def test_k5_a_tag_is_made_once_however_it_is_written(database: Database):
    shop = await open_shop(database)
    first = await tagged(database, shop, "VIP", "Ёлка")

    assert await tagged(database, shop, "vip", " ёлка ", "ЕЛКА") == first
    await database.write(tags.give, shop.site, [(first[0], each) for each in shop.people])
    assert await listed(database, shop) == {"VIP": 3, "Ёлка": 0}
    assert await database.read(tags.named, shop.site, "Vip") == first[0]
    assert await database.read(tags.beginning, shop.site, ["v", "x"]) == {"v": [first[0]], "x": []}


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "\u0301"])
async def test_a_name_that_is_none_is_refused(database: Database, name: str):
    shop = await open_shop(database, 0)
    with pytest.raises(Invalid):
        await tagged(database, shop, name)


async def test_a_site_has_at_most_so_many_tags(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tags, "MOST_OF_SITE", 2)
    shop = await open_shop(database, 0)
    await tagged(database, shop, "a", "b", "A")
    with pytest.raises(Invalid):
        await tagged(database, shop, "c")


async def test_k5_tags_are_renamed_and_merged_and_the_journal_tells(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    shop = await open_shop(database)
    one, two = await tagged(database, shop, "one", "two")
    await database.write(tags.give, shop.site, [(one, shop.people[0]), (one, shop.people[1]), (two, shop.people[1])])

    await database.write(tags.rename, shop.site, shop.anna, one, "First")
    with pytest.raises(AlreadyExists):
        await database.write(tags.rename, shop.site, shop.anna, two, "FIRST")
    await tags.merge(database, shop.site, shop.anna, one, two)

    assert await listed(database, shop) == {"two": 2}
    rows = await database.read(lambda reader: reader.all(audit.select().order_by(audit.c.id)))
    told = [(row["act"], json.loads(row["data"])["name"]) for row in rows if row["act"].startswith("tag.")]
    assert sorted(told[:2]) == [("tag.created", "one"), ("tag.created", "two")]
    assert told[2:] == [("tag.renamed", "First"), ("tag.merged", "two")]


async def test_k5_a_deleted_tag_comes_back_to_everybody_who_had_it(database: Database):
    shop = await open_shop(database)
    [tag] = await tagged(database, shop, "gift")
    await database.write(tags.give, shop.site, [(tag, shop.people[0])])

    await database.write(tags.remove, shop.site, shop.anna, tag)
    assert (await listed(database, shop), await database.read(tags.of_people, shop.people)) == ({}, {})
    await database.write(tags.restore, shop.site, shop.anna, tag)
    await database.write(tags.restore, shop.site, shop.anna, tag)

    assert await listed(database, shop) == {"gift": 1}
    await database.write(tags.remove, shop.site, shop.anna, tag)
    await tagged(database, shop, "Gift")
    with pytest.raises(AlreadyExists):
        await database.write(tags.restore, shop.site, shop.anna, tag)


async def test_a_tag_that_was_deleted_long_ago_is_forgotten(database: Database):
    shop = await open_shop(database)
    [tag] = await tagged(database, shop, "gift")
    await database.write(tags.give, shop.site, [(tag, shop.people[0])])
    await database.write(tags.remove, shop.site, shop.anna, tag)
    assert not await database.write(tags.forget_some)

    await database.write(lambda tx: tx.run(table.update().values(gone_at=1)))
    while await database.write(tags.forget_some):
        pass

    assert await database.read(lambda reader: reader.all(client_tags.select()) + reader.all(table.select())) == []


async def test_another_sites_tag_looks_like_a_missing_one(database: Database):
    shop, other = await open_shop(database, 0), "another site"
    [tag] = await tagged(database, shop, "gift")
    for unit in (tags.remove, tags.restore):
        with pytest.raises(NotFound):
            await database.write(unit, other, shop.anna, tag)
    with pytest.raises(NotFound):
        await database.write(tags.rename, other, shop.anna, tag, "x")
    assert await database.read(tags.named, other, tag) is None
