"""A manager takes a request, which one of them wins, and ends it with an outcome."""

import asyncio
from typing import Any

import pytest

from server.calls import taking
from server.calls.tables import calls
from server.clients import timeline
from server.clients.tables import clients, outbox
from server.database import Database, now_ms
from server.errors import AlreadyEnded, AlreadyTaken, Conflict, Invalid, NotFound
from server.sites.instants import LATEST, written
from tests.server.leads.desk import Desk, open_desk

pytestmark = pytest.mark.storage


async def _asked(database: Database) -> tuple[Desk, str]:
    desk = await open_desk(database)
    await desk.leave()
    [call] = await desk.all(calls)
    return desk, call["id"]


async def test_one_of_two_managers_wins_and_the_other_is_told_who(database: Database):
    desk, call = await _asked(database)

    results = await asyncio.gather(
        *(database.write(taking.accept, desk.site, call, member) for member in (desk.vera, desk.petar)),
        return_exceptions=True,
    )

    [won] = [each for each in results if isinstance(each, dict)]
    [lost] = [each for each in results if isinstance(each, AlreadyTaken)]
    assert won["state"] == "manager_answered"
    assert lost.details == {"taken_by": won["taken_by"]}
    assert won["taken_by"] in ({"id": desk.vera, "name": "Vera Ilić"}, {"id": desk.petar, "name": "Petar Kos"})


async def test_taking_ones_own_again_changes_nothing(database: Database):
    desk, call = await _asked(database)
    first = await database.write(taking.accept, desk.site, call, desk.vera)
    news = await desk.news()

    assert await database.write(taking.accept, desk.site, call, desk.vera) == first
    assert await desk.news() == news


async def test_k3_each_step_is_on_the_timeline_told_and_planned_for_delivery(database: Database):
    desk, call = await _asked(database)
    before = await desk.news()
    await database.write(taking.accept, desk.site, call, desk.vera)

    ended = await database.write(taking.end, desk.site, call, desk.vera, "reached", " Sold a moka pot. ")

    [person] = await desk.all(clients)
    steps = (await database.read(timeline.page, person["id"], None, 2)).items
    assert [(each["kind"], each["thing"], each["data"]) for each in steps] == [
        (
            "outcome",
            call,
            {"outcome": "reached", "note": "Sold a moka pot.", "again_at": None, "by": desk.vera},
        ),
        ("call", call, {"state": "manager_answered", "by": desk.vera}),
    ]
    assert (ended["state"], ended["outcome"], ended["note"]) == ("ended", "reached", "Sold a moka pot.")
    assert (await desk.news())[len(before) :] == [("call", call)] * 2
    events = {each["event"]: each["thing"] for each in await desk.all(outbox)}
    assert (events["callback.taken"], events["callback.ended"]) == (call, call)


async def test_only_whoever_took_it_ends_it_unless_they_may_end_others(database: Database):
    desk, call = await _asked(database)
    with pytest.raises(Conflict):
        await database.write(taking.end, desk.site, call, desk.vera, "busy")
    await database.write(taking.accept, desk.site, call, desk.vera)

    with pytest.raises(AlreadyTaken) as refused:
        await database.write(taking.end, desk.site, call, desk.petar, "busy")
    ended = await database.write(taking.end, desk.site, call, desk.petar, "busy", may_end_others=True)

    assert refused.value.details == {"taken_by": {"id": desk.vera, "name": "Vera Ilić"}}
    assert (ended["outcome"], ended["taken_by"]["id"]) == ("busy", desk.vera)


async def test_one_that_may_end_others_ends_a_waiting_one_as_their_own(database: Database):
    desk, call = await _asked(database)

    ended = await database.write(taking.end, desk.site, call, desk.petar, "wrong_number", may_end_others=True)

    assert (ended["state"], ended["taken_by"]["id"]) == ("ended", desk.petar)


async def test_the_same_outcome_again_changes_nothing_and_another_is_refused(database: Database):
    desk, call = await _asked(database)
    await database.write(taking.accept, desk.site, call, desk.vera)
    first = await database.write(taking.end, desk.site, call, desk.vera, "reached", "Done.")
    news = await desk.news()

    assert await database.write(taking.end, desk.site, call, desk.vera, "reached", "Done.") == first
    assert await desk.news() == news
    for attempt in (
        database.write(taking.end, desk.site, call, desk.vera, "busy"),
        database.write(taking.end, desk.site, call, desk.petar, "reached", "Done."),
        database.write(taking.accept, desk.site, call, desk.petar),
        database.write(taking.accept, desk.site, call, desk.vera),
    ):
        with pytest.raises(AlreadyEnded):
            await attempt


async def test_only_later_takes_a_moment_and_it_is_one_to_come(database: Database):
    desk, call = await _asked(database)
    await database.write(taking.accept, desk.site, call, desk.vera)
    soon = now_ms() + 60_000

    async def refused(**said: Any) -> dict[str, str]:
        with pytest.raises(Invalid) as refusal:
            await database.write(taking.end, desk.site, call, desk.vera, **said)
        return refusal.value.errors

    assert await refused(outcome="later", again_at=LATEST + 1) == {"at": "must be before the year 9999"}
    assert await refused(outcome="later", again_at=1) == {"at": "must be a moment to come"}
    assert await refused(outcome="busy", again_at=soon) == {"at": "goes with the outcome later only"}
    assert await refused(outcome="sold", note="x" * 2001) == {
        "outcome": "one of: reached, no_answer, busy, wrong_number, later",
        "note": "at most 2000 characters",
    }

    ended = await database.write(taking.end, desk.site, call, desk.vera, "later", "", soon)
    assert ended["again_at"] == written(soon)


async def test_later_without_a_moment_is_an_outcome_too(database: Database):
    desk, call = await _asked(database)
    await database.write(taking.accept, desk.site, call, desk.vera)

    ended = await database.write(taking.end, desk.site, call, desk.vera, "later", "After lunch.")

    assert (ended["state"], ended["outcome"], ended["note"], ended["again_at"]) == (
        "ended",
        "later",
        "After lunch.",
        None,
    )
    assert await database.write(taking.end, desk.site, call, desk.vera, "later", "After lunch.") == ended


async def test_another_sites_request_looks_like_a_missing_one(database: Database):
    desk, call = await _asked(database)

    for site, thing in (("another", call), (desk.site, "missing")):
        with pytest.raises(NotFound):
            await database.write(taking.accept, site, thing, desk.vera)
        with pytest.raises(NotFound):
            await database.write(taking.end, site, thing, desk.vera, "reached")
