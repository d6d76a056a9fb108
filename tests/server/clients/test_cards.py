"""People as managers and programs read them."""

import pytest

from server.clients import cards
from server.clients.asked import Asked
from server.clients.tables import clients
from server.database import Database
from server.database.paging import Page
from server.errors import NotFound
from server.sites.instants import read_instant
from tests.server.leads.desk import NUMBER, WORDS, open_desk

pytestmark = pytest.mark.storage
CAME = {
    "utm_source": "letter",
    "referrer": "https://find.example/",
    "landing": "https://shop.example/beans?utm_source=letter",
}


async def test_k1_a_card_holds_everything_known_about_the_person(database: Database):
    desk = await open_desk(database)
    lead = (await desk.leave(name="Jovana")).answer["lead"]
    [person] = await desk.all(clients)

    card = await database.read(cards.card, desk.site, person["id"])

    at = card.pop("created_at")
    [fact], [consent] = card["facts"], card["consents"]
    assert read_instant(at)
    assert (card.pop("seen_at"), fact.pop("at"), consent.pop("at")) == (at, at, at)
    assert len(consent.pop("id")) == 26
    assert card == {
        "id": person["id"],
        "name": "Jovana",
        "phone": NUMBER,
        "email": "",
        "sample": False,
        "first_source": CAME,
        "last_source": CAME,
        "owner": None,
        "tags": [],
        "fields": {},
        "identities": [{"kind": "phone", "value": NUMBER, "verified": False}],
        "facts": [{"name": "name", "value": "Jovana", "source": lead, "verified": False}],
        "consents": [
            {
                "purpose": "contact",
                "text": WORDS["contact"]["en"],
                "widget": "w1",
                "version": 1,
                "lead": lead,
                "address": "198.51.100.7",
                "page": "https://shop.example/beans?utm_source=letter",
                "confirmed_at": None,
                "confirmed_address": "",
                "withdrawn_at": None,
            }
        ],
    }


async def test_another_sites_person_looks_like_a_missing_one(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    for site, client in (("another", person["id"]), (desk.site, "missing")):
        with pytest.raises(NotFound):
            await database.read(cards.card, site, client)


async def test_people_are_listed_newest_first_page_by_page(database: Database):
    desk = await open_desk(database)
    for number in range(3):
        await desk.leave(phone=f"+38164123450{number}", visitor=None)
    newest_first = sorted((row["id"] for row in await desk.all(clients)), reverse=True)

    first = await database.read(cards.search, desk.site, Asked(), None, 2)
    second = await database.read(cards.search, desk.site, Asked(), first.next, 2)

    assert [each["id"] for each in first.items + second.items] == newest_first
    assert (first.next, second.next) == (newest_first[1], None)


@pytest.mark.parametrize("q", ["+381 64 123 4567", "064/123-45-67", "381641234567", " +381641234567 "])
async def test_k1_a_person_is_found_by_a_whole_phone_in_any_form(database: Database, q: str):
    desk = await open_desk(database)
    await desk.leave(name="Jovana", visitor=None)
    await desk.leave(phone="+381649999999", visitor=None)

    found = await database.read(cards.search, desk.site, Asked(q=q))

    assert [each["name"] for each in found.items] == ["Jovana"]


@pytest.mark.parametrize("q", ["+381 64 000 0000", "nobody@shop.example", "@", "Jovanka", "%", "' OR 1=1 --", "\x00"])
async def test_what_identifies_nobody_finds_nobody(database: Database, q: str):
    desk = await open_desk(database)
    await desk.leave(name="Jovana")

    assert await database.read(cards.search, desk.site, Asked(q=q)) == Page([], None)
