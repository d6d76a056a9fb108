"""Whoever had spoken looks after the person who answers, where nobody did."""

import pytest

from server.clients import cards, editing, looking_after
from server.clients.editing import CardChange
from server.database import Database, Transaction
from server.sites import members
from tests.server.clients.crowd import Shop, open_shop

pytestmark = pytest.mark.storage


def answer(tx: Transaction, shop: Shop, client: str, member: str) -> bool:
    if looking_after.may_take(tx, shop.site, client, member) is None:
        return False
    looking_after.take(tx, client, member)
    return True


async def owner(database: Database, shop: Shop) -> str | None:
    found = (await database.read(cards.card, shop.site, shop.people[0]))["owner"]
    return found["id"] if found else None


async def test_l8_a_person_whom_nobody_looks_after_is_theirs(database: Database):
    shop = await open_shop(database)

    entry = await database.write(looking_after.may_take, shop.site, shop.people[0], shop.pavle)

    assert entry is not None
    assert (entry.kind, entry.data["owner"], entry.data["because"]) == ("change", shop.pavle, "reply")
    assert await database.write(answer, shop, shop.people[0], shop.pavle)
    assert await owner(database, shop) == shop.pavle


async def test_l8_whoever_looks_after_them_already_goes_on(database: Database):
    shop = await open_shop(database)
    change = CardChange.read({"owner": shop.anna})
    await database.write(editing.change, shop.site, shop.people[0], shop.anna, change)

    assert not await database.write(answer, shop, shop.people[0], shop.pavle)
    await database.write(looking_after.take, shop.people[0], shop.pavle)
    assert await owner(database, shop) == shop.anna


async def test_l8_the_id_of_somebody_else_than_a_member_who_is_let_in_counts_for_nothing(database: Database):
    shop = await open_shop(database)
    await database.write(members.disable, shop.pavle)

    for member in (shop.stranger, shop.pavle, "nobody"):
        assert not await database.write(answer, shop, shop.people[0], member)
    assert await owner(database, shop) is None
