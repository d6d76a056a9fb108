"""How often numbers are dialled without a manager's hand."""

import pytest

from server.calls import taking
from server.calls.limits import DAY_MS, HOUR_MS, reason
from server.calls.tables import calls
from server.database import Database
from server.leads.tables import leads
from tests.server.leads.desk import NUMBER, Desk, open_desk

pytestmark = pytest.mark.storage


async def _ask_and_end(desk: Desk, times: int) -> list[str]:
    """The same number asks, is called, asks again …; gives back the reasons."""
    reasons = []
    for _ in range(times):
        reasons.append((await desk.leave()).answer["reason"])
        [call] = [each for each in await desk.all(calls) if each["state"] != "ended"]
        await desk.database.write(taking.accept, desk.site, call["id"], desk.vera)
        await desk.database.write(taking.end, desk.site, call["id"], desk.vera, "reached")
    return reasons


async def test_c5_the_fourth_call_to_a_number_in_a_day_is_kept_for_a_manager(database: Database):
    desk = await open_desk(database)

    assert await _ask_and_end(desk, 5) == ["", "", "", "needs_manager", "needs_manager"]
    assert len(await desk.all(leads)) == 5


async def test_c5_over_a_limit_nothing_is_promised(database: Database):
    desk = await open_desk(database)
    await _ask_and_end(desk, 3)

    kept = await desk.leave()

    assert (kept.first, kept.answer["state"], kept.answer["reason"]) == (True, "queued", "needs_manager")
    assert "promise_seconds" not in kept.answer


async def test_c5_the_sixth_call_from_one_network_in_an_hour_is_kept_for_a_manager(database: Database):
    desk = await open_desk(database)

    reasons = [
        (await desk.leave(phone=f"+38164123450{n}", visitor=f"{n:022}", address=f"2001:db8::{n}")).answer["reason"]
        for n in range(7)
    ]
    elsewhere = await desk.leave(phone="+381641234599", visitor="z" * 22, address="2001:db8:0:1::1")

    assert reasons == [""] * 5 + ["needs_manager"] * 2
    assert elsewhere.answer["reason"] == ""


async def test_c5_limits_end_with_their_day_and_hour(database: Database):
    desk = await open_desk(database)
    await _ask_and_end(desk, 3)
    now = max(row["created_at"] for row in await desk.all(calls))

    def at(moment: int) -> list[str]:
        return [(NUMBER, "192.0.2.1", moment), ("+381640000000", "198.51.100.7", moment)]  # type: ignore[return-value]

    asked = [
        [await database.read(reason, desk.site, phone, network, moment) for phone, network, moment in at(now + later)]
        for later in (1, HOUR_MS + 1, DAY_MS + 1)
    ]

    assert asked == [["needs_manager", ""], ["needs_manager", ""], ["", ""]]


async def test_c5_the_numbers_limit_holds_for_the_whole_installation(database: Database):
    desk = await open_desk(database)
    await _ask_and_end(desk, 3)
    now = max(row["created_at"] for row in await desk.all(calls)) + 1

    assert await database.read(reason, "another site", NUMBER, "192.0.2.1", now) == "needs_manager"
    assert await database.read(reason, "another site", "+381640000000", "198.51.100.7", now) == ""
