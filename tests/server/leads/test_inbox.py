"""What visitors left, as managers and programs read it."""

import asyncio

import pytest

from server.database import Database
from server.database.paging import Page
from server.errors import AlreadyTaken, NotFound
from server.leads import inbox
from tests.server.leads.desk import NUMBER, open_desk

pytestmark = pytest.mark.storage


async def test_a_lead_reads_as_the_api_answers_it(database: Database):
    desk = await open_desk(database)
    kept = await desk.leave(name="Jovana")

    lead = await database.read(inbox.one, desk.site, kept.answer["lead"])

    came = {
        "utm_source": "letter",
        "referrer": "https://find.example/",
        "landing": "https://shop.example/beans?utm_source=letter",
    }
    client, at = lead.pop("client"), lead.pop("at")
    assert lead == {
        "id": kept.answer["lead"],
        "site": desk.site,
        "kind": "callback",
        "widget": "w1",
        "name": "Jovana",
        "phone": NUMBER,
        "email": "",
        "values": {"phone": NUMBER, "name": "Jovana"},
        "page": {
            "url": "https://shop.example/beans?utm_source=letter",
            "title": "Beans",
            "referrer": "https://find.example/",
        },
        "source": {"first": came, "last": came},
        "spam": False,
        "sample": False,
        "taken_by": None,
        "taken_at": None,
    }
    assert len(client) == 26
    assert at.endswith("Z")


async def test_leads_are_listed_newest_first_page_by_page_with_spam_among_them(database: Database):
    desk = await open_desk(database)
    left = [(await desk.leave(trap=trap)).answer["lead"] for trap in ("", "x", "")]
    newest_first = sorted(left, reverse=True)

    first = await database.read(inbox.leads, desk.site, None, 2)
    second = await database.read(inbox.leads, desk.site, first.next, 2)

    assert [each["id"] for each in first.items + second.items] == newest_first
    assert (first.next, second.next) == (newest_first[1], None)
    assert sorted(each["spam"] for each in first.items + second.items) == [False, False, True]


async def test_another_sites_lead_looks_like_a_missing_one(database: Database):
    desk = await open_desk(database)
    lead = (await desk.leave()).answer["lead"]

    for site, thing in (("another", lead), (desk.site, "missing")):
        with pytest.raises(NotFound):
            await database.read(inbox.one, site, thing)
        with pytest.raises(NotFound):
            await database.write(inbox.take, site, thing, desk.vera)
    assert await database.read(inbox.leads, "another") == Page([], None)


async def test_one_of_two_managers_takes_a_lead_and_the_other_learns_who(database: Database):
    desk = await open_desk(database)
    lead = (await desk.leave()).answer["lead"]

    results = await asyncio.gather(
        *(database.write(inbox.take, desk.site, lead, member) for member in (desk.vera, desk.petar)),
        return_exceptions=True,
    )

    [won] = [each for each in results if isinstance(each, dict)]
    [lost] = [each for each in results if isinstance(each, AlreadyTaken)]
    assert lost.details == {"taken_by": won["taken_by"]}
    assert won["taken_by"] in ({"id": desk.vera, "name": "Vera Ilić"}, {"id": desk.petar, "name": "Petar Kos"})
    assert await database.write(inbox.take, desk.site, lead, won["taken_by"]["id"]) == won


async def test_the_first_thing_left_is_told_without_samples_and_spam(database: Database):
    desk = await open_desk(database)
    none = await database.read(inbox.first, desk.site)
    kept = await desk.leave(name="Jovana")
    await desk.leave(key="k2", name="Milan")

    first = await database.read(inbox.first, desk.site)

    assert none is None
    assert first is not None
    assert (first["id"], first["name"], first["phone"]) == (kept.answer["lead"], "Jovana", NUMBER)
