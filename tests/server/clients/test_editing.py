"""A manager changes a card."""

import pytest

from server.clients import cards, editing, fields, timeline
from server.clients.asked import Asked
from server.clients.editing import CardChange
from server.clients.field_input import NewField
from server.clients.refusals import BelongsToAnother
from server.database import Database
from server.errors import Invalid, NotFound
from tests.server.clients.crowd import Shop, open_shop

pytestmark = pytest.mark.storage


async def change(database: Database, shop: Shop, number: int = 0, **said: object) -> list[str]:
    return await database.write(editing.change, shop.site, shop.people[number], shop.pavle, CardChange.read(said))


async def card(database: Database, shop: Shop, number: int = 0) -> dict[str, object]:
    return await database.read(cards.card, shop.site, shop.people[number])


async def test_k5_a_card_is_changed_and_the_timeline_says_by_whom(database: Database):
    shop = await open_shop(database)
    new = NewField.read({"label": {"en": "Size"}, "kind": "number"})
    await database.write(fields.add, shop.site, shop.anna, new)

    changed = await change(
        database, shop, name="Jovana", phone="064 555 5555", email="J@shop.example", owner=shop.pavle,
        tags=["VIP", "vip", "new"], fields={"size": "1,5"},
    )  # fmt: skip

    known = await card(database, shop)
    named = ("name", "phone", "email", "owner", "tags", "fields", "identities")
    assert {name: known[name] for name in named} == {
        "name": "Jovana",
        "phone": "+381645555555",
        "email": "j@shop.example",
        "owner": {"id": shop.pavle, "name": "Pavle"},
        "tags": ["new", "VIP"],
        "fields": {"size": "1.5"},
        "identities": [
            {"kind": "email", "value": "j@shop.example", "verified": False},
            {"kind": "phone", "value": "+381645555555", "verified": False},
        ],
    }
    [fact] = known["facts"]  # type: ignore[misc]
    assert (fact["name"], fact["source"]) == ("size", f"manager:{shop.pavle}")
    [entry] = (await database.read(timeline.page, shop.people[0])).items
    assert (entry["kind"], entry["data"]["by"], changed) == ("change", shop.pavle, entry["data"]["changed"])
    assert sorted(changed) == ["email", "fields", "name", "owner", "phone", "tags"]
    found = await database.read(cards.search, shop.site, Asked(q="jovana 5555 vip"))
    assert [each["id"] for each in found.items] == [shop.people[0]]
    assert (await database.read(cards.search, shop.site, Asked(q="+381641230000"))).items == []


async def test_k5_what_says_the_same_changes_nothing_and_what_is_emptied_goes(database: Database):
    shop = await open_shop(database)
    await change(database, shop, tags=["VIP"], owner=shop.anna, email="x@shop.example")
    assert await change(database, shop, tags=["vip"], owner=shop.anna, name="Person 0") == []
    assert await change(database, shop, tags=[], owner=None, email="", phone="") == ["phone", "email", "owner", "tags"]
    known = await card(database, shop)
    assert (known["tags"], known["owner"], known["identities"]) == ([], None, [])


async def test_k5_what_belongs_to_somebody_else_is_refused_by_their_id_and_nothing_changes(database: Database):
    shop = await open_shop(database)
    with pytest.raises(BelongsToAnother) as refused:
        await change(database, shop, phone="+381641230001", name="New")
    assert (refused.value.details, [*refused.value.errors]) == ({"client": shop.people[1]}, ["phone"])
    assert (await card(database, shop))["name"] == "Person 0"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"phone": "123"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"owner": "0" * 26}, "owner"),
        ({"fields": {"nothing": "x"}}, "fields.nothing"),
        ({"tags": ["x" * 41]}, "tags"),
    ],
    ids=str,
)
async def test_what_does_not_fit_is_refused_by_its_field(database: Database, said: dict[str, object], field: str):
    shop = await open_shop(database)
    with pytest.raises(Invalid) as refused:
        await change(database, shop, **said)
    assert [*refused.value.errors] == [field]


async def test_a_person_of_another_site_looks_like_a_missing_one(database: Database):
    shop = await open_shop(database)
    with pytest.raises(NotFound):
        await database.write(editing.change, "another", shop.people[0], shop.anna, CardChange.read({"name": "x"}))
    with pytest.raises(Invalid):
        await change(database, shop, owner=shop.stranger)
