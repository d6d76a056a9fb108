"""Conversations as the desk shows them."""

from server.console.conversations_shown import talk_of
from server.console.words import read_words
from server.conversations import desk
from server.database import now_ms
from server.sites import members


async def test_a_row_counts_what_nobody_has_read_and_says_since_when_somebody_waits(console):
    first = await console.say("Is the Guji back?")
    await console.say("Hello?")
    anna = await console.database.read(members.by_email, console.owner)
    row = await console.database.read(desk.one, console.site.id, first.conversation)
    talk = talk_of(row, anna.id, read_words()["en"], now_ms())
    assert (talk.title, talk.words, talk.page, talk.unread) == ("Someone", "Hello?", "Guji", 2)
    assert (talk.waiting_since, talk.is_free, talk.is_theirs, talk.is_mine) == (first.at, True, True, False)
