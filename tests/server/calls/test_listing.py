"""Requests to be called as managers and programs read them."""

import pytest

from server.calls import listing, taking
from server.calls.tables import calls
from server.clients.tables import clients
from server.database import Database
from server.database.paging import Page
from server.errors import Invalid, NotFound
from tests.server.leads.desk import NUMBER, open_desk

pytestmark = pytest.mark.storage


async def test_a_request_reads_as_the_api_answers_it(database: Database):
    desk = await open_desk(database)
    await desk.leave(name="Jovana", question="Moka?")
    [call], [person] = await desk.all(calls), await desk.all(clients)

    read = await database.read(listing.one, desk.site, call["id"])

    at = read.pop("at")
    assert (read.pop("created_at"), read.pop("asked_at")) == (at, at)
    assert read == {
        "id": call["id"],
        "site": desk.site,
        "client": person["id"],
        "widget": "w1",
        "phone": NUMBER,
        "name": "Jovana",
        "question": "Moka?",
        "state": "queued",
        "reason": "",
        "asked": 1,
        "promise_seconds": 28,
        "taken_by": None,
        "taken_at": None,
        "outcome": "",
        "note": "",
        "again_at": None,
        "ended_at": None,
        "sample": False,
    }


async def test_requests_are_listed_newest_first_by_state_page_by_page(database: Database):
    desk = await open_desk(database)
    for number in range(4):
        await desk.leave(phone=f"+38164123450{number}", visitor=None)
    newest_first = sorted((row["id"] for row in await desk.all(calls)), reverse=True)
    await database.write(taking.accept, desk.site, newest_first[0], desk.vera)
    await database.write(taking.accept, desk.site, newest_first[1], desk.vera)
    await database.write(taking.end, desk.site, newest_first[1], desk.vera, "busy")

    async def ids(state: str | None, cursor: str | None = None, limit: int | None = None) -> list[str]:
        page = await database.read(listing.requests, desk.site, state, cursor, limit)
        return [each["id"] for each in page.items]

    first = await database.read(listing.requests, desk.site, None, None, 3)
    assert [each["id"] for each in first.items] == newest_first[:3]
    assert await ids(None, first.next) == newest_first[3:]
    assert await ids("open") == [newest_first[0], *newest_first[2:]]
    assert await ids("queued") == newest_first[2:]
    assert await ids("manager_answered") == newest_first[:1]
    assert await ids("ended") == newest_first[1:2]
    with pytest.raises(Invalid):
        await ids("waiting")


async def test_another_sites_request_looks_like_a_missing_one(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [call] = await desk.all(calls)

    for site, thing in (("another", call["id"]), (desk.site, "missing")):
        with pytest.raises(NotFound):
            await database.read(listing.one, site, thing)
    assert await database.read(listing.requests, "another") == Page([], None)
