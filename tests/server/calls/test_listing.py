"""Requests to be called as managers and programs read them."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import update

from server.calls import listing, taking
from server.calls.progress import progress_of
from server.calls.tables import calls
from server.clients.tables import clients
from server.database import Database, Reader, Transaction, now_ms
from server.database.paging import Page
from server.database.sqlite_connection import READING, connect, path_of
from server.database.statements import form_of
from server.errors import Invalid, NotFound
from server.sites.instants import written
from tests.server.leads.desk import BORIS, NUMBER, open_desk

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


async def test_promises_that_can_be_kept_come_first_then_the_late_then_the_unpromised_and_all_are_counted(
    database: Database,
):
    desk = await open_desk(database)
    waits = {"unpromised": 900, "taken": 800, "latest": 700, "late": 600, "near": 20, "far": 5}
    for number, name in enumerate(waits):
        await desk.leave(phone=f"+38164123450{number}", name=name, visitor=None)
    now = now_ms()
    for name, seconds in waits.items():
        since = {"created_at": now - seconds * 1000, "reason": "needs_manager" if name == "unpromised" else ""}
        await database.write(put, name, since)
    [taken] = [row["id"] for row in await desk.all(calls) if row["name"] == "taken"]
    await database.write(taking.accept, desk.site, taken, desk.vera)

    async def names(found: Callable[..., list[dict[str, Any]]], *more: int) -> list[str]:
        return [each["name"] for each in await database.read(found, desk.site, *more)]

    assert await names(listing.waiting, now, 10) == ["near", "far", "latest", "late", "unpromised"]
    assert await names(listing.waiting, now, 1) == ["near"]
    assert await names(listing.taken) == ["taken"]
    assert await database.read(listing.count_waiting, desk.site) == 5
    assert await database.read(listing.count_waiting, "another") == 0


async def test_a_promise_is_broken_once_its_seconds_are_over_for_whoever_still_waits(database: Database):
    desk = await open_desk(database)
    await desk.leave(visitor=None)
    await desk.leave(phone="+381641234509", visitor=None)
    first, second = sorted(await desk.all(calls), key=lambda row: str(row["id"]))
    await database.write(taking.accept, desk.site, second["id"], desk.vera)
    promised_until = first["created_at"] + first["promise_seconds"] * 1000

    async def broken(since: int, now: int) -> int:
        return await database.read(listing.count_broken, desk.site, since, now)

    assert [await broken(0, now) for now in (promised_until, promised_until + 1)] == [0, 1]
    assert await broken(first["created_at"] + 1, promised_until + 1) == 0  # left before the day that is asked for


async def test_whoever_asks_again_keeps_their_place_and_since_when_they_wait(database: Database):
    desk = await open_desk(database)
    await desk.leave(name="First")
    await desk.leave(name="Second", phone="+381641234509", visitor=BORIS)
    now = now_ms()
    await database.write(put, "First", {"created_at": now - 10_000, "asked_at": now - 10_000})
    answer = (await desk.leave(visitor=BORIS)).answer

    waiting = await database.read(listing.waiting, desk.site, now_ms(), 10)
    seen = await database.read(progress_of, answer["lead"], answer["visitor"])

    assert [(call["name"], call["asked"]) for call in waiting] == [("First", 2), ("Second", 1)]
    assert waiting[0]["created_at"] == written(now - 10_000)
    assert seen is not None
    assert seen["since"] >= now  # whoever has just asked sees the promise made to them


async def test_the_requests_of_a_person_are_those_that_have_not_ended(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    await desk.leave(phone="+381641234509", visitor=BORIS)
    call, other = sorted(await desk.all(calls), key=lambda row: str(row["id"]))

    async def theirs(site: str = desk.site) -> list[str]:
        return [each["id"] for each in await database.read(listing.of_person, site, call["client"])]

    waits, elsewhere = await theirs(), await theirs("another")
    await database.write(taking.accept, desk.site, call["id"], desk.vera)
    held = await theirs()
    await database.write(taking.end, desk.site, call["id"], desk.vera, "reached")

    assert call["client"] != other["client"]
    assert (waits, elsewhere, held, await theirs()) == ([call["id"]], [], [call["id"]], [])


def put(tx: Transaction, name: str, values: dict[str, Any]) -> None:
    """Let the request with this name be otherwise."""
    tx.run(update(calls).where(calls.c.name == name).values(**values))
