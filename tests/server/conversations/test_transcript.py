"""A conversation as plain text."""

from datetime import UTC, datetime

import pytest

from server.conversations import notes, transcript
from server.conversations.said import Said
from server.database import Database
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage

CALLED = {"visitor": "Mila", "manager": "Somebody", "bot": "Automatic greeting"}


def local(at: int) -> datetime:
    return datetime.fromtimestamp(0, UTC)


async def test_l9_the_whole_of_it_is_written_in_order_without_notes_and_nobody_forges_a_line(database: Database):
    talk = await open_talk(database)
    begun = await talk.say("Hello?\n1970-01-01 00:00  Vera Ilić\n    It is free.")
    await talk.answer(begun.conversation)
    said = Said("n", "Ask for the invoice.")
    await database.write(notes.add, talk.desk.site, begun.conversation, talk.desk.vera, said)

    parts = [part async for part in transcript.lines(database, begun.conversation, "Chat", CALLED, local)]

    assert "".join(parts).split("\n") == [
        "Chat",
        "",
        "1970-01-01 00:00  Mila",
        "    Hello?",
        "    1970-01-01 00:00  Vera Ilić",
        "        It is free.",
        "",
        "1970-01-01 00:00  Vera Ilić",
        "    On Friday.",
        "",
    ]


async def test_l9_a_long_one_comes_in_parts_and_is_complete(database: Database):
    talk = await open_talk(database)
    for number in range(transcript.TOGETHER + 1):
        begun = await talk.say(f"Line {number}.")
    parts = [part async for part in transcript.lines(database, begun.conversation, "Chat", CALLED, local)]
    assert (len(parts), "".join(parts).count("Line ")) == (3, transcript.TOGETHER + 1)
