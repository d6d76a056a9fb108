"""A question about a page is answered with what the server knows of the person, and with what was said besides."""

from typing import Any

import pytest

from server.clients.explaining import Explained, explain_page, last_page
from server.clients.timeline import add
from server.database import Database, Reader, Transaction
from server.errors import Invalid
from server.registry import find_kinds
from server.sites import sites, widgets
from server.sites.explain_input import Question
from server.sites.sites import Site
from server.sites.widget_input import NewWidget, WidgetChange
from tests.server.clients.crowd import Shop, open_shop

KINDS = find_kinds()
PAGE = "https://shop.example/coffee"
BEANS = {"all": [{"field": "path", "op": "prefix", "value": "/beans"}]}
NOW = 1_779_098_400_000


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database, 1)


async def place(database: Database, shop: Shop, **given: Any) -> str:
    new = NewWidget.read({"kind": "popup"} | given)
    return (await database.write(widgets.create, KINDS, shop.site, new)).id


async def ask(database: Database, shop: Shop, **question: Any) -> Explained:
    def read(reader: Reader) -> Explained:
        site = sites.find(reader, shop.site)
        assert isinstance(site, Site)
        return explain_page(reader, KINDS, site, Question.read({"page": PAGE} | question), NOW)

    return await database.read(read)


def gates(found: Explained) -> dict[str, str]:
    return {each.widget.id: each.gate for each in found.verdicts}


async def test_every_widget_of_the_site_is_in_the_answer(database: Database, shop: Shop) -> None:
    made = {
        "shown": await place(database, shop, kind="callback"),
        "elsewhere": await place(database, shop, rules={"where": BEANS}),
        "off": await place(database, shop, enabled=False),
        "drafted": await place(database, shop, draft=True),
    }

    found = await ask(database, shop)

    assert {name: gates(found)[each] for name, each in made.items()} == {
        "shown": "",
        "elsewhere": "where",
        "off": "disabled",
        "drafted": "not_published",
    }
    assert (found.page, found.at) == (PAGE, NOW)


async def test_with_drafts_the_answer_is_that_of_what_was_saved_last(database: Database, shop: Shop) -> None:
    drafted = await place(database, shop, kind="callback", draft=True)
    changed = await place(database, shop, kind="callback")
    await database.write(widgets.change, KINDS, changed, WidgetChange(rules={"where": BEANS}, draft=True))

    assert gates(await ask(database, shop)) == {drafted: "not_published", changed: ""}
    assert gates(await ask(database, shop, draft="true")) == {drafted: "", changed: "where"}


async def test_whoever_has_left_something_in_a_widget_is_not_asked_by_it_again(database: Database, shop: Shop) -> None:
    asked, other = await place(database, shop), await place(database, shop)

    def leave(tx: Transaction) -> None:
        add(tx, shop.site, shop.people[0], "lead", "x" * 26, {"widget": asked, "page": PAGE})

    await database.write(leave)

    found = await ask(database, shop, client=shop.people[0], page="")

    assert (found.page, gates(found)[asked]) == (PAGE, "done")
    assert gates(found)[other] != "done"
    assert await database.read(last_page, shop.site, shop.people[0]) == PAGE


async def test_a_stranger_who_comes_from_elsewhere_is_on_their_first_page(database: Database, shop: Shop) -> None:
    arrived = await ask(database, shop, referrer="https://www.google.com/")
    within = await ask(database, shop, referrer="https://shop.example/")
    told = [
        (each.facts.get("pages"), each.facts.get("visits"), each.facts["knows_phone"]) for each in (arrived, within)
    ]
    assert told == [(1, None, "no"), (None, None, "no")]


async def test_nothing_interrupts_a_stranger_on_a_second_page(database: Database, shop: Shop) -> None:
    popup = await place(database, shop)
    told = [
        gates(await ask(database, shop, referrer="https://shop.example/", **more))[popup]
        for more in ({}, {"visits": "2"})
    ]
    assert told == ["no_memory", "waits"]


async def test_a_page_is_needed_where_nobody_has_a_last_one(database: Database, shop: Shop) -> None:
    for client in ("", shop.people[0]):
        with pytest.raises(Invalid) as refused:
            await ask(database, shop, page="", client=client)
        assert refused.value.errors == {"page": "is required"}


async def test_a_page_of_another_site_is_refused_with_the_sites_own_origins(database: Database, shop: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        await ask(database, shop, page="https://evil.example/coffee")

    assert refused.value.errors == {"page": "a page of https://shop.example"}
    assert refused.value.reasons == {"page": "another_site"}
