"""Tags and owners for many people at once."""

import pytest
from sqlalchemy import select

from server.audit.tables import audit
from server.clients import bulk, cards
from server.clients.asked import Asked
from server.clients.bulk import Change
from server.clients.bulk_input import Bulk
from server.clients.editing import CardChange, change
from server.clients.tables import bulk_changes, clients
from server.database import Database
from server.database.tables import news
from server.errors import Invalid, NotFound
from server.sites.tables import memberships
from tests.server.clients.crowd import Shop, open_shop

pytestmark = pytest.mark.storage


async def run(database: Database, shop: Shop, **said: object) -> Change:
    wanted = Bulk.read(said)
    begun = await database.write(bulk.begin, shop.site, shop.pavle, wanted)
    return await bulk.run(database, shop.site, begun, wanted)


async def tagged(database: Database, shop: Shop, tag: str) -> int:
    return len((await database.read(cards.search, shop.site, Asked(tag=tag), None, 200)).items)


async def test_k5_a_whole_filter_is_tagged_and_handed_over_in_small_units_and_taken_back(database: Database):
    shop = await open_shop(database, 130)
    done = await run(database, shop, filter={"q": "person"}, add_tags=["VIP", "tea"], owner=shop.anna)
    assert (done.seen, done.changed, done.done) == (130, 130, True)
    assert (await tagged(database, shop, "vip"), await tagged(database, shop, "tea")) == (130, 130)
    owned = (await database.read(cards.search, shop.site, Asked(owner=shop.anna), None, 200)).items
    assert len(owned) == 130
    assert await database.read(bulk.progress, shop.site, done.id) == done

    by_hand = CardChange.read({"owner": shop.pavle})
    await database.write(change, shop.site, shop.people[0], shop.anna, by_hand)
    assert await bulk.undo(database, shop.site, shop.pavle, done.id) == 130
    told = await database.read(lambda reader: reader.all(news.select().order_by(news.c.number)))
    assert [(row["kind"], row["thing"]) for row in told if row["thing"] == done.id] == [("people", done.id)] * 2

    assert (await tagged(database, shop, "vip"), await tagged(database, shop, "tea")) == (0, 0)
    owned = (await database.read(cards.search, shop.site, Asked(owner=shop.pavle))).items
    assert [each["id"] for each in owned] == [shop.people[0]], "what was changed since stays"
    acts = [row["act"] for row in await database.read(lambda reader: reader.all(audit.select().order_by(audit.c.id)))]
    assert [act for act in acts if act.startswith("clients.")] == ["clients.changed", "clients.restored"]


async def test_k5_chosen_people_keep_what_they_had_when_a_change_is_taken_back(database: Database):
    shop = await open_shop(database, 3)
    await run(database, shop, ids=shop.people[:1], add_tags=["VIP", "old"])

    done = await run(database, shop, ids=[*shop.people, "0" * 26], add_tags=["vip"], remove_tags=["old", "never"])
    assert (done.seen, done.changed) == (3, 3)  # nobody has the fourth id
    assert (await tagged(database, shop, "vip"), await tagged(database, shop, "old")) == (3, 0)
    await bulk.undo(database, shop.site, shop.pavle, done.id)

    assert (await tagged(database, shop, "vip"), await tagged(database, shop, "old")) == (1, 1)
    assert await bulk.undo(database, shop.site, shop.pavle, done.id) == 0


async def test_k5_after_an_hour_a_change_stays(database: Database):
    shop = await open_shop(database, 1)
    done = await run(database, shop, ids=shop.people, add_tags=["VIP"])
    await database.write(lambda tx: tx.run(bulk_changes.update().values(at=tx.now - bulk.KEPT_MS - 1)))
    with pytest.raises(NotFound):
        await bulk.undo(database, shop.site, shop.pavle, done.id)
    assert await tagged(database, shop, "vip") == 1


async def test_k5_taking_back_gives_nobody_an_owner_who_has_left(database: Database):
    shop = await open_shop(database, 3)
    await run(database, shop, ids=shop.people[:1], owner=shop.anna)
    await run(database, shop, ids=shop.people[1:2], owner=shop.pavle)
    done = await run(database, shop, ids=shop.people, add_tags=["VIP"], owner=shop.anna)
    away = memberships.delete().where(memberships.c.site == shop.site, memberships.c.member == shop.pavle)
    await database.write(lambda tx: tx.run(away))
    assert await bulk.undo(database, shop.site, shop.anna, done.id) == 3

    owners = select(clients.c.id, clients.c.owner)
    found = {row["id"]: row["owner"] for row in await database.read(lambda reader: reader.all(owners))}
    assert [found[each] for each in shop.people] == [shop.anna, shop.anna, None]
    assert await tagged(database, shop, "vip") == 0


async def test_k5_only_this_sites_people_members_and_changes_are_meant(database: Database):
    shop = await open_shop(database, 1)
    with pytest.raises(Invalid):
        await run(database, shop, ids=shop.people, owner=shop.stranger)
    with pytest.raises(NotFound):
        await database.read(bulk.progress, "another", "0" * 26)
    wanted = Bulk.read({"ids": shop.people, "add_tags": ["x"]})
    begun = await database.write(bulk.begin, "another", shop.pavle, wanted)
    assert (await bulk.run(database, "another", begun, wanted)).changed == 0
