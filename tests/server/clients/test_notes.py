"""What colleagues write down about a person."""

import pytest

from server.clients import notes, timeline
from server.clients.tables import clients
from server.database import Database
from server.errors import Invalid, NotFound
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage


async def test_k3_a_note_stands_on_the_timeline_and_colleagues_are_told(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    note = await database.write(notes.add, desk.site, person["id"], desk.vera, " Likes dark roast.\u0007\nCall early. ")

    newest = (await database.read(timeline.page, person["id"])).items[0]
    del newest["at"]
    assert newest == {
        "number": 4,
        "kind": "note",
        "thing": note,
        "data": {"text": "Likes dark roast.\nCall early.", "by": desk.vera},
    }
    assert (await desk.news())[-1] == ("client", person["id"])


async def test_a_note_needs_a_person_of_this_site_and_some_words(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    with pytest.raises(NotFound):
        await database.write(notes.add, "another", person["id"], desk.vera, "x")
    for words in ("", " \n ", "x" * 4001):
        with pytest.raises(Invalid) as refused:
            await database.write(notes.add, desk.site, person["id"], desk.vera, words)
        assert refused.value.errors == {"text": "between 1 and 4000 characters"}
