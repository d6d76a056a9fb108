"""Who of the team speaks to a visitor."""

import pytest

from server.clients import editing, people, senders
from server.clients.editing import CardChange
from server.clients.people import Claims
from server.clients.senders import Team
from server.clients.visitors import token_hash
from server.database import Database
from server.sites import members
from tests.server.clients.crowd import DIRECT, Shop, open_shop

TOKEN = "a" * 22


async def known_visitor(database: Database, shop: Shop) -> str:
    """The public id of a browser that left something as the first person."""
    claims = Claims(phone="+381641230000")
    await database.write(people.find_or_create, shop.site, claims, DIRECT, token_hash(TOKEN))
    found = await database.read(
        lambda reader: reader.all(senders.visitors.select().where(senders.visitors.c.site == shop.site))
    )
    return str(found[0]["id"])


@pytest.mark.storage
async def test_l8_visitors_are_told_a_first_name_and_the_picture_that_a_member_gave(database: Database):
    shop = await open_shop(database)
    picture = "https://shop.example/anna.jpg"
    await database.write(members.change_profile, shop.anna, "Anna Petrova", "", picture)

    team = await database.read(senders.team, shop.site, [shop.anna, shop.pavle], set())

    assert team.people == {
        shop.anna: {"id": shop.anna, "name": "Anna", "picture": picture},
        shop.pavle: {"id": shop.pavle, "name": "Pavle"},
    }


@pytest.mark.storage
async def test_l8_who_works_elsewhere_or_is_let_in_no_more_speaks_to_nobody(database: Database):
    shop = await open_shop(database)
    await database.write(members.disable, shop.pavle)

    team = await database.read(senders.team, shop.site, [shop.pavle, shop.stranger], {"v"})

    assert team == Team()
    assert team.sender(shop.site, "v") is None


@pytest.mark.storage
async def test_l8_whoever_looks_after_the_person_speaks_to_them(database: Database):
    shop = await open_shop(database)
    visitor = await known_visitor(database, shop)
    for owner in (shop.anna, shop.pavle):
        change = CardChange.read({"owner": owner})
        await database.write(editing.change, shop.site, shop.people[0], shop.anna, change)

        team = await database.read(senders.team, shop.site, [shop.anna, shop.pavle], {visitor})

        assert (team.sender(shop.site, visitor) or {})["id"] == owner
    away = await database.read(senders.team, shop.site, [shop.anna], {visitor})
    assert (away.sender(shop.site, visitor) or {})["id"] == shop.anna


def test_l8_the_same_face_is_met_on_every_page_whoever_else_comes_and_goes():
    names = [f"member{number}" for number in range(6)]
    everybody = {name: {"id": name, "name": name} for name in names}
    backwards = dict(reversed(everybody.items()))
    met = {visitor: Team(everybody).sender("s", visitor) for visitor in map(str, range(60))}

    assert met == {visitor: Team(backwards).sender("s", visitor) for visitor in met}
    assert {each["id"] for each in met.values() if each} == set(names)  # the work is shared
    for visitor, face in met.items():
        fewer = {name: told for name, told in everybody.items() if face == told or name < "member3"}
        assert Team(fewer).sender("s", visitor) == face


def test_l8_who_spoke_on_this_page_goes_on_while_they_are_here():
    both = {name: {"id": name, "name": name} for name in ("anna", "boris")}

    assert Team(both, {"v": "boris"}).sender("s", "v", "anna") == both["anna"]
    assert Team({"boris": both["boris"]}).sender("s", "v", "anna") == both["boris"]
