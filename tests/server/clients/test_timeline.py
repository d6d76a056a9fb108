"""What happened to a person, in one order."""

import asyncio

import pytest

from server.clients import timeline
from server.clients.tables import clients
from server.database import Database
from server.errors import Invalid, NotFound
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage


async def test_k3_entries_added_at_once_get_numbers_without_a_gap(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    added = (database.write(timeline.add, desk.site, person["id"], "note", f"n{n}", {"text": "x"}) for n in range(30))
    numbers = await asyncio.gather(*added)

    assert sorted(numbers) == list(range(4, 34))


async def test_k3_a_page_goes_on_where_the_last_one_ended(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    first = await database.read(timeline.page, person["id"], None, 2)
    second = await database.read(timeline.page, person["id"], first.next, 2)

    assert [each["number"] for each in first.items + second.items] == [3, 2, 1]
    assert (first.next, second.next) == ("2", None)


async def test_k3_the_timeline_can_be_asked_for_some_kinds_only(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    page = await database.read(timeline.page, person["id"], None, None, ("consent", "call"))

    assert [each["kind"] for each in page.items] == ["call", "consent"]


async def test_nobody_has_no_timeline_and_a_made_up_cursor_is_refused(database: Database):
    with pytest.raises(NotFound):
        await database.write(timeline.add, "s", "missing", "note", "n", {})
    with pytest.raises(Invalid):
        await database.read(timeline.page, "missing", "x")
    assert (await database.read(timeline.page, "missing", "9" * 30)).items == []
