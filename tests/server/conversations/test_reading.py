"""Conversations as managers and programs read them."""

import pytest

from server.conversations import reading, taking
from server.database import Database
from server.errors import Invalid, NotFound
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage


async def test_a_site_s_conversations_are_listed_newest_first_in_pages_and_by_state(database: Database):
    talk = await open_talk(database)
    begun = [(await talk.say(token=letter * 22)).conversation for letter in "abc"]
    await database.write(taking.close, talk.desk.site, begun[1])

    first = await database.read(reading.of_site, talk.desk.site, None, None, 2)
    rest = await database.read(reading.of_site, talk.desk.site, None, first.next, 2)
    closed = await database.read(reading.of_site, talk.desk.site, "closed")

    assert [each["id"] for each in first.items + rest.items] == begun[::-1]
    assert ([each["id"] for each in closed.items], rest.next) == ([begun[1]], None)
    assert (await database.read(reading.of_site, "0" * 26)).items == []
    with pytest.raises(Invalid):
        await database.read(reading.of_site, talk.desk.site, "lost")


async def test_messages_are_read_in_pages_oldest_first(database: Database):
    talk = await open_talk(database)
    for number in range(5):
        posted = await talk.say(f"Line {number + 1}")

    first = await database.read(reading.messages_of, posted.conversation, None, 3)
    rest = await database.read(reading.messages_of, posted.conversation, first.next, 3)

    assert [each["number"] for each in first.items + rest.items] == [1, 2, 3, 4, 5]
    assert (rest.next, await database.read(reading.message, posted.id)) == (None, rest.items[-1])
    with pytest.raises(Invalid):
        await database.read(reading.messages_of, posted.conversation, "next")


async def test_whose_site_it_is_is_asked_before_anything_is_read(database: Database):
    talk = await open_talk(database)
    posted = await talk.say()

    assert await database.read(reading.site_of, posted.conversation) == talk.desk.site
    assert await database.read(reading.site_of, "0" * 26) is None
    with pytest.raises(NotFound):
        await database.read(reading.one, "0" * 26, posted.conversation)
    with pytest.raises(NotFound):
        await database.read(reading.message, "0" * 26)
