"""What the conversations forget of a person: everything but the bare keys."""

import pytest

from server.conversations.tables import conversations, message_keys, messages, talkers
from server.database import Database
from server.deliveries.erase import erase_client
from server.errors import Gone
from tests.server.conversations.talk import open_talk
from tests.server.leads.desk import BORIS

pytestmark = pytest.mark.storage


async def test_g27_an_erased_persons_words_are_gone_and_a_late_repeat_makes_nobody(database: Database):
    talk = await open_talk(database)
    for number in range(200):
        begun = await talk.say(f"Line {number}", key=f"key-{number}")
    other = await talk.say("Mine stay", token=BORIS)
    [client, _] = [row["client"] for row in await talk.desk.all(conversations)]

    await erase_client(database, talk.desk.site, client)

    assert [row["id"] for row in await talk.desk.all(conversations)] == [other.conversation]
    assert [row["text"] for row in await talk.desk.all(messages)] == ["Mine stay"]
    assert [row["conversation"] for row in await talk.desk.all(talkers)] == [other.conversation]
    blank = [row for row in await talk.desk.all(message_keys) if row["message"] is None]
    assert (len(blank), {row["fingerprint"] for row in blank}) == (200, {""})
    with pytest.raises(Gone):
        await talk.say("Line 199", key="key-199")
    assert begun.conversation not in {row["id"] for row in await talk.desk.all(conversations)}
