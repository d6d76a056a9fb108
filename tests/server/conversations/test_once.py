"""The keys of messages are kept for thirty days."""

import pytest

from server.conversations import once
from server.conversations.tables import message_keys
from server.database import Database
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage


async def test_old_keys_are_forgotten_some_at_a_time_and_the_messages_stay(database: Database, monkeypatch):
    talk = await open_talk(database)
    for number in range(3):
        await talk.say(f"Line {number}", key=f"key-{number}")
    assert await database.write(once.prune) == 0

    monkeypatch.setattr(once, "KEPT_MS", -1)
    assert await database.write(once.prune) == 3

    assert await talk.desk.all(message_keys) == []
    assert (await talk.say("Line 9")).number == 4


def test_a_fingerprint_tells_who_said_what_apart():
    assert once.fingerprint("visitor", "ab", "c") != once.fingerprint("visitor", "a", "bc")
