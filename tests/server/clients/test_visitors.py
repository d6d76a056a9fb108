"""Browsers that have interacted, and the pages they saw."""

import asyncio

import pytest

from server.clients import timeline, visitors
from server.clients.sources import read_source
from server.clients.tables import clients, visits
from server.clients.tables import visitors as table
from server.database import Database
from server.hub.visitor_frames import Page
from tests.server.leads.desk import ANNA, open_desk

pytestmark = pytest.mark.storage
HASH = visitors.token_hash(ANNA)
LETTER = read_source("https://shop.example/?utm_source=letter", "")
SEARCH = read_source("https://shop.example/", "https://find.example/")
DIRECT = read_source("https://shop.example/", "")


def test_of_a_token_only_a_hash_is_kept():
    assert len(HASH) == 64
    assert ANNA not in HASH
    assert visitors.token_hash(ANNA) == HASH


async def test_k1_a_browser_has_a_first_source_for_good_and_the_latest_that_tells_something(database: Database):
    first = await database.write(visitors.see, "s", HASH, LETTER)
    await database.write(visitors.see, "s", HASH, SEARCH)
    last = await database.write(visitors.see, "s", HASH, DIRECT)

    assert (first.is_new, last.is_new, last.id) == (True, False, first.id)
    assert (last.first_source, last.last_source) == (LETTER.known, SEARCH.known)


async def test_a_browser_is_another_one_on_another_site(database: Database):
    here = await database.write(visitors.see, "s", HASH, DIRECT)
    there = await database.write(visitors.see, "t", HASH, DIRECT)

    assert here.id != there.id


async def test_fifty_pages_at_once_make_one_browser(database: Database):
    page = Page(url="https://shop.example/beans")

    seen = await asyncio.gather(*(database.write(visitors.visit, "s", HASH, page) for _ in range(50)))

    assert len(set(seen)) == 1
    assert len(await database.read(lambda reader: reader.all(table.select()))) == 1
    assert len(await database.read(lambda reader: reader.all(visits.select()))) == 50


async def test_k3_pages_before_the_lead_join_the_timeline_and_later_ones_follow_at_once(database: Database):
    desk = await open_desk(database)
    for name in ("one", "two"):
        await database.write(visitors.visit, desk.site, HASH, Page(url=f"https://shop.example/{name}", title=name))

    await desk.leave(visitor=ANNA)
    await database.write(visitors.visit, desk.site, HASH, Page(url="https://shop.example/three"))

    [person] = await desk.all(clients)
    told = (await database.read(timeline.page, person["id"])).items
    visited = [each["data"]["url"] for each in reversed(told) if each["kind"] == "visit"]
    assert sorted(visited[:2]) == ["https://shop.example/one", "https://shop.example/two"]
    assert visited[2] == "https://shop.example/three"
    assert [each["number"] for each in told] == list(range(6, 0, -1))


async def test_k3_only_the_latest_fifty_pages_join(database: Database):
    desk = await open_desk(database)
    for number in range(60):
        await database.write(visitors.visit, desk.site, HASH, Page(url=f"https://shop.example/{number}"))

    await desk.leave(visitor=ANNA)

    [person] = await desk.all(clients)
    told = await database.read(timeline.page, person["id"], None, 100)
    assert len([each for each in told.items if each["kind"] == "visit"]) == 50
