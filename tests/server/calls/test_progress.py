"""What a visitor may see of the call they asked for."""

import pytest

from server.calls import taking
from server.calls.progress import call_of, progress_of
from server.calls.tables import calls
from server.database import Database, now_ms
from tests.server.leads.desk import ANNA, BORIS, open_desk

pytestmark = pytest.mark.storage


async def test_the_visitor_reads_the_truth_at_each_step(database: Database):
    desk = await open_desk(database)
    answer = (await desk.leave(visitor=ANNA)).answer
    lead, visitor = answer["lead"], answer["visitor"]
    [call] = await desk.all(calls)
    again = now_ms() + 3_600_000

    waiting = await database.read(progress_of, lead, visitor)
    taken = await database.write(taking.accept, desk.site, call["id"], desk.vera)
    calling = await database.read(progress_of, lead, visitor)
    await database.write(taking.end, desk.site, call["id"], desk.vera, "later", "secret note", again)
    over = await database.read(progress_of, lead, visitor)

    [row] = await desk.all(calls)
    assert taken["taken_by"] == {"id": desk.vera, "name": "Vera Ilić"}
    same = {"lead": lead, "reason": "", "promise_seconds": 28}
    assert waiting == same | {"state": "queued", "since": row["asked_at"]}
    assert calling == same | {"state": "manager_answered", "since": row["taken_at"], "by": "Vera"}
    assert over == same | {
        "state": "ended",
        "since": row["ended_at"],
        "by": "Vera",
        "outcome": "later",
        "again_at": again,
    }


async def test_nobody_else_sees_anything(database: Database):
    desk = await open_desk(database)
    lead = (await desk.leave(visitor=ANNA)).answer["lead"]
    stranger = (await desk.leave(visitor=BORIS, phone="+381649999999")).answer["visitor"]

    for visitor in (stranger, "", "missing"):
        assert await database.read(progress_of, lead, visitor) is None
        assert await database.read(call_of, lead, visitor) is None


async def test_who_joins_somebody_elses_request_sees_it_wait_and_no_more(database: Database):
    desk = await open_desk(database)
    first = (await desk.leave(visitor=ANNA)).answer
    joined = (await desk.leave(visitor=BORIS)).answer
    [call] = await desk.all(calls)
    await database.write(taking.accept, desk.site, call["id"], desk.vera)
    await database.write(taking.end, desk.site, call["id"], desk.vera, "reached")

    mine = await database.read(progress_of, first["lead"], first["visitor"])
    theirs = await database.read(progress_of, joined["lead"], joined["visitor"])

    assert joined["state"] == "queued"
    assert mine is not None
    assert (mine["state"], mine["by"]) == ("ended", "Vera")
    assert theirs == {
        "lead": joined["lead"],
        "state": "queued",
        "reason": "",
        "since": call["asked_at"],
        "promise_seconds": 28,
    }


async def test_over_a_limit_no_promise_is_shown(database: Database):
    desk = await open_desk(database)
    for number in range(5):
        await desk.leave(phone=f"+38164123450{number}", visitor=None)

    answer = (await desk.leave(visitor=ANNA)).answer

    seen = await database.read(progress_of, answer["lead"], answer["visitor"])
    assert seen is not None
    del seen["since"]
    assert seen == {"lead": answer["lead"], "state": "queued", "reason": "needs_manager"}


async def test_the_call_to_listen_to_is_known_to_whoever_asked(database: Database):
    desk = await open_desk(database)
    answer = (await desk.leave(visitor=ANNA)).answer
    [call] = await desk.all(calls)

    assert await database.read(call_of, answer["lead"], answer["visitor"]) == call["id"]
