"""A conversation is handed on."""

import pytest

from server.conversations import notes, taking
from server.conversations.states import ASSIGNED, WAITING
from server.conversations.tables import conversations
from server.database import Database
from server.errors import AlreadyEnded, Invalid, NotFound
from server.routing import departments, handing, offers
from server.routing.departments import DepartmentInput
from server.sites import members
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage


async def test_l9_a_colleague_has_it_at_once(database: Database):
    talk = await open_talk(database)
    mine = (await talk.say()).conversation
    await talk.answer(mine)
    handed = await database.write(handing.to_member, talk.desk.site, mine, talk.desk.petar)
    assert (handed["state"], handed["taken_by"]["id"]) == (ASSIGNED, talk.desk.petar)


async def test_l9_a_department_gets_it_as_something_that_waits(database: Database):
    talk = await open_talk(database)
    wanted = DepartmentInput(name="Roastery", members=(talk.desk.petar,))
    roast = await database.write(departments.create, talk.desk.site, wanted)
    mine = (await talk.say()).conversation
    await talk.answer(mine)
    handed = await database.write(handing.to_department, talk.desk.site, mine, roast.id)
    assert (handed["state"], handed["taken_by"]) == (WAITING, None)
    await database.write(offers.carry_out, talk.desk.site, [talk.desk.vera, talk.desk.petar])
    [row] = await talk.desk.all(conversations, "offered_to")
    assert row["offered_to"] == talk.desk.petar  # not to whoever gave it away, though they had it last

    handed = await database.write(handing.to_department, talk.desk.site, mine, "")
    assert handed["state"] == WAITING


async def test_nobody_is_handed_what_they_may_not_answer_or_what_is_over(database: Database):
    talk = await open_talk(database)
    mine = (await talk.say()).conversation
    await database.write(members.disable, talk.desk.petar)
    for who in (talk.desk.petar, "0" * 26):
        with pytest.raises(Invalid) as refused:
            await database.write(handing.to_member, talk.desk.site, mine, who)
        assert refused.value.reasons == {"to": "unknown"}
    with pytest.raises(NotFound):
        await database.write(handing.to_department, talk.desk.site, mine, "0" * 26)
    with pytest.raises(NotFound):
        await database.write(handing.to_member, "0" * 26, mine, talk.desk.vera)
    await database.write(taking.close, talk.desk.site, mine)
    with pytest.raises(AlreadyEnded):
        await database.write(handing.to_member, talk.desk.site, mine, talk.desk.vera)


async def test_l9_it_rings_at_whoever_is_handed_one_and_a_note_says_by_whom(database: Database):
    talk = await open_talk(database)
    mine = (await talk.say()).conversation
    roast = await database.write(departments.create, talk.desk.site, DepartmentInput(name="Roastery"))
    await talk.answer(mine)
    await database.write(handing.to_member, talk.desk.site, mine, talk.desk.petar, talk.desk.vera)
    [rings] = await database.read(notes.calling, talk.desk.site, talk.desk.petar)
    assert (rings["conversation"], rings["by"]) == (mine, "Vera Ilić")
    await database.write(handing.to_member, talk.desk.site, mine, talk.desk.vera, talk.desk.vera)  # taken back
    await database.write(handing.to_department, talk.desk.site, mine, roast.id, talk.desk.vera)
    noted = await database.read(notes.latest, mine, 0)
    assert [each["text"] for each in noted] == ["→ Petar Kos", "→ Roastery"]
    assert await database.read(notes.calling, talk.desk.site, talk.desk.vera) == []
