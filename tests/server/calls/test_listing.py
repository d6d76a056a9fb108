"""Requests to be called as managers and programs read them."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import update

from server.calls import listing, taking
from server.calls.tables import calls
from server.clients.tables import clients
from server.database import Database, Reader
from server.database.paging import Page
from server.database.sqlite_connection import READING, connect, path_of
from server.database.statements import form_of
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


@pytest.mark.parametrize("state", ["open", "queued"])
def test_the_few_open_ones_are_found_without_a_look_at_all_that_ended(sqlite_url: str, state: str):
    plan = []

    class Explaining(Reader):
        """Tells how a query would be run, in place of its rows."""

        def all(self, statement, /, **values):
            sql, given = form_of(statement, self.dialect, values).call(values)
            plan.extend(str(step[3]) for step in self._cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given).fetchall())
            return []

    with closing(connect(path_of(sqlite_url), READING)) as connection:
        listing.requests(Explaining(connection.cursor(), "sqlite"), "s", state)

    assert [step for step in plan if " calls " in step] == [
        "SEARCH calls USING INDEX ix_calls_site_id (site=? AND id=?)",
        "SEARCH calls USING INDEX uq_calls_open (site=?)",
    ]


async def test_who_was_promised_a_call_and_waited_longest_comes_first_and_all_are_counted(database: Database):
    desk = await open_desk(database)
    for number in range(4):
        await desk.leave(phone=f"+38164123450{number}", visitor=None)
    oldest_first = sorted(row["id"] for row in await desk.all(calls))
    await database.write(taking.accept, desk.site, oldest_first[1], desk.vera)
    unpromised = update(calls).where(calls.c.id == oldest_first[0]).values(reason="needs_manager")
    await database.write(lambda tx: tx.run(unpromised) and None)

    async def ids(found: Callable[..., list[dict[str, Any]]], *more: int) -> list[str]:
        return [each["id"] for each in await database.read(found, desk.site, *more)]

    assert await ids(listing.waiting, 10) == [*oldest_first[2:], oldest_first[0]]
    assert await ids(listing.waiting, 1) == oldest_first[2:3]
    assert await ids(listing.taken) == oldest_first[1:2]
    assert await database.read(listing.count_waiting, desk.site) == 3
    assert await database.read(listing.count_waiting, "another") == 0


async def test_a_promise_is_broken_once_its_seconds_are_over_for_whoever_still_waits(database: Database):
    desk = await open_desk(database)
    await desk.leave(visitor=None)
    await desk.leave(phone="+381641234509", visitor=None)
    first, second = sorted(await desk.all(calls), key=lambda row: str(row["id"]))
    await database.write(taking.accept, desk.site, second["id"], desk.vera)
    promised_until = first["asked_at"] + first["promise_seconds"] * 1000

    moments = (promised_until, promised_until + 1)
    found = [await database.read(listing.broken_since, desk.site, now) for now in moments]

    assert found == [[], [first["asked_at"]]]
