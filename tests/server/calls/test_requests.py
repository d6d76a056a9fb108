"""Somebody wants to be called: one open request for one number."""

import asyncio

import pytest

from server.calls import taking
from server.calls.tables import askers, calls
from server.clients import timeline
from server.clients.tables import clients
from server.database import Database
from tests.server.leads.desk import ANNA, BORIS, NUMBER, open_desk

pytestmark = pytest.mark.storage


async def test_c5_the_same_number_asked_twice_is_one_request_seen_as_asked_again(database: Database):
    desk = await open_desk(database)
    await desk.leave(question="Moka?")
    await desk.leave(phone="064 123 45 67", name="Jovana", question="Or filter?")

    [call] = await desk.all(calls)
    [person] = await desk.all(clients)
    told = (await database.read(timeline.page, person["id"], None, None, ("call",))).items
    assert (call["asked"], call["name"], call["question"], call["state"]) == (2, "Jovana", "Moka?", "queued")
    assert [(each["thing"], each["data"]["asked"], each["data"]["question"]) for each in told] == [
        (call["id"], 2, "Or filter?"),
        (call["id"], 1, "Moka?"),
    ]
    assert len(await desk.all(askers)) == 2


async def test_c5_a_double_callback_at_once_is_one_request(database: Database):
    desk = await open_desk(database)

    await asyncio.gather(*(desk.leave(visitor=token) for token in (ANNA, BORIS)))

    assert await desk.all(calls, "asked") == [{"asked": 2}]


async def test_c5_whoever_asks_while_a_manager_has_it_joins_and_after_its_end_it_is_a_new_one(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [call] = await desk.all(calls)
    await database.write(taking.accept, desk.site, call["id"], desk.vera)
    await desk.leave()
    assert await desk.all(calls, "asked", "state") == [{"asked": 2, "state": "manager_answered"}]

    await database.write(taking.end, desk.site, call["id"], desk.vera, "no_answer")
    await desk.leave()

    assert sorted((each["state"], each["asked"]) for each in await desk.all(calls)) == [("ended", 2), ("queued", 1)]


async def test_c1_the_request_holds_the_number_as_e164(database: Database):
    desk = await open_desk(database)

    await desk.leave(phone="064/123 45-67")

    assert await desk.all(calls, "phone", "promise_seconds") == [{"phone": NUMBER, "promise_seconds": 28}]
