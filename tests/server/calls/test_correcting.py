"""A visitor takes a wrong number back, so that whoever has that number is not called."""

from typing import Any

import pytest

from server.calls import taking
from server.calls.progress import progress_of
from server.calls.tables import calls
from server.clients import timeline
from server.clients.tables import outbox
from server.database import Database
from tests.server.leads.desk import ANNA, BORIS, NUMBER, Desk, open_desk

pytestmark = pytest.mark.storage

RIGHT = "+381647654321"


async def _states(desk: Desk) -> dict[str, tuple[str, str]]:
    return {each["phone"]: (each["state"], each["outcome"]) for each in await desk.all(calls)}


async def _left(desk: Desk, **said: Any) -> dict[str, Any]:
    return dict((await desk.leave(**said)).answer)


async def test_a_corrected_number_is_called_no_more_and_everybody_is_told(database: Database):
    desk = await open_desk(database)
    wrong = await _left(desk)
    [old] = await desk.all(calls)
    before = len(await desk.news())

    right = await _left(desk, phone=RIGHT, corrects=wrong["lead"])

    [ended, new] = await desk.all(calls)
    assert (ended["state"], ended["outcome"], ended["taken_by"], ended["taken_at"]) == (
        "ended",
        "wrong_number",
        None,
        None,
    )
    assert ended["ended_at"] == new["asked_at"]
    assert (new["phone"], new["state"], new["asked"]) == (RIGHT, "queued", 1)
    entries = (await database.read(timeline.page, old["client"])).items
    assert [(each["thing"], each["data"]) for each in entries if each["kind"] == "outcome"] == [
        (
            old["id"],
            {"outcome": "wrong_number", "note": "", "again_at": None, "corrected_by": right["lead"]},
        )
    ]
    assert sorted(each["number"] for each in entries) == list(range(1, len(entries) + 1))
    assert ("call", old["id"]) in (await desk.news())[before:]
    assert [each["thing"] for each in await desk.all(outbox) if each["event"] == "callback.ended"] == [old["id"]]


async def test_only_the_new_number_is_followed_in_the_browser(database: Database):
    desk = await open_desk(database)
    wrong = await _left(desk)
    right = await _left(desk, phone=RIGHT, corrects=wrong["lead"])

    old, new = [await database.read(progress_of, each["lead"], each["visitor"]) for each in (wrong, right)]

    assert old is None
    assert new is not None
    assert new["state"] == "queued"


@pytest.mark.parametrize("stranger", [BORIS, None])
async def test_a_stranger_who_names_somebody_elses_lead_changes_and_learns_nothing(
    stranger: str | None, database: Database
):
    desk = await open_desk(database)
    wrong = await _left(desk, visitor=ANNA)

    named = await _left(desk, visitor=stranger, phone=RIGHT, corrects=wrong["lead"])
    unnamed = await _left(desk, visitor=stranger, phone="+381647654322", corrects="0" * 26)

    assert await _states(desk) == dict.fromkeys((NUMBER, RIGHT, "+381647654322"), ("queued", ""))
    assert {**named, "lead": ""} == {**unnamed, "lead": ""}
    assert "callback.ended" not in [each["event"] for each in await desk.all(outbox)]


async def test_a_call_that_a_manager_has_taken_goes_on(database: Database):
    desk = await open_desk(database)
    wrong = await _left(desk)
    [call] = await desk.all(calls)
    await database.write(taking.accept, desk.site, call["id"], desk.vera)

    await _left(desk, phone=RIGHT, corrects=wrong["lead"])

    assert await _states(desk) == {NUMBER: ("manager_answered", ""), RIGHT: ("queued", "")}


async def test_a_call_that_somebody_else_asked_for_as_well_stays(database: Database):
    desk = await open_desk(database)
    wrong = await _left(desk, visitor=ANNA)
    await _left(desk, visitor=BORIS)

    await _left(desk, visitor=ANNA, phone=RIGHT, corrects=wrong["lead"])

    assert await _states(desk) == {NUMBER: ("queued", ""), RIGHT: ("queued", "")}


async def test_the_same_number_once_more_is_no_correction(database: Database):
    desk = await open_desk(database)
    first = await _left(desk)

    await _left(desk, corrects=first["lead"])

    assert await _states(desk) == {NUMBER: ("queued", "")}


async def test_what_is_suspected_to_be_spam_withdraws_nothing(database: Database):
    desk = await open_desk(database)
    wrong = await _left(desk)

    await _left(desk, phone=RIGHT, corrects=wrong["lead"], trap="https://spam.example")

    assert await _states(desk) == {NUMBER: ("queued", "")}
