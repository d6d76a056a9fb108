"""Up to where each side has read."""

import pytest

from server.conversations import marks, reading
from server.database import Database
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage


async def test_l1_a_mark_only_moves_on_and_never_beyond_what_was_said(database: Database):
    talk = await open_talk(database)
    for text in ("One", "Two", "Three"):
        conversation = (await talk.say(text)).conversation
    site = talk.desk.site

    moved = [await database.write(marks.team_read, site, conversation, number) for number in (2, 1, 2, 4, 3)]
    await talk.answer(conversation)
    seen = [await database.write(marks.visitor_read, site, conversation, number) for number in (4, 5)]
    elsewhere = await database.write(marks.visitor_read, "0" * 26, conversation, 4)

    found = await database.read(reading.one, site, conversation)
    assert (moved, seen, elsewhere) == ([True, False, False, False, True], [True, False], False)
    assert (found["team_read"], found["visitor_read"]) == (4, 4)
    assert len(await talk.told("conversation")) == 3
