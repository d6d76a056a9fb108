"""Conversations as the team's desk lists them."""

import pytest

from server.conversations import desk, taking
from server.database import Database
from tests.server.conversations.talk import Talk, open_talk

pytestmark = pytest.mark.storage


async def listed(talk: Talk, queue: str, most: int = 50) -> list[str]:
    found = await talk.database.read(desk.listed, talk.desk.site, queue, talk.desk.vera, most)
    return [row["id"] for row in found.rows]


async def test_who_has_waited_longest_stands_first_and_each_queue_is_counted(database: Database):
    talk = await open_talk(database)
    first, second, mine, theirs, closed = [
        (await talk.say(f"I am {letter}", token=letter * 22)).conversation for letter in "abcde"
    ]
    await talk.say("Still here", token="a" * 22)
    await talk.answer(mine)
    await talk.answer(theirs, member=talk.desk.petar)
    await database.write(taking.close, talk.desk.site, closed)

    counts = await database.read(desk.counts, talk.desk.site, talk.desk.vera)

    assert await listed(talk, desk.WAITING) == [first, second]
    assert await listed(talk, desk.MINE) == [mine]
    assert await listed(talk, desk.ENDED) == [closed]
    assert await listed(talk, desk.OPENED) == [theirs, mine, first, second]
    assert counts == {"open": 4, "waiting": 2, "mine": 1}
    assert await database.read(desk.counts, "0" * 26, talk.desk.vera) == {"open": 0, "waiting": 0, "mine": 0}


async def test_a_row_says_the_last_words_and_whether_anybody_has_read_them(database: Database):
    talk = await open_talk(database)
    begun = await talk.say("x" * 500)
    before = await database.read(desk.one, talk.desk.site, begun.conversation)
    await talk.answer(begun.conversation, "On Friday.")
    after = await database.read(desk.one, talk.desk.site, begun.conversation)

    assert before is not None
    assert after is not None
    assert (before["words"], before["author"], desk.is_unread(before)) == ("x" * desk.BEGINNING, "visitor", True)
    assert (after["words"], after["taker"], desk.is_unread(after)) == ("On Friday.", "Vera Ilić", False)
    assert await database.read(desk.one, "0" * 26, begun.conversation) is None


async def test_a_long_list_says_that_there_is_more_and_a_long_talk_shows_its_end(database: Database):
    talk = await open_talk(database)
    for letter in "abc":
        begun = await talk.say(token=letter * 22)
    for number in range(5):
        await talk.say(f"Line {number}", token="c" * 22)

    found = await database.read(desk.listed, talk.desk.site, desk.WAITING, talk.desk.vera, 2)
    latest = await database.read(desk.latest, begun.conversation, 2)

    assert (len(found.rows), found.more) == (2, True)
    assert [row["text"] for row in latest] == ["Line 3", "Line 4"]
