"""What a visitor thinks of a conversation that was closed."""

import pytest

from server.clients.tables import outbox
from server.conversations import following, rating, reading, taking
from server.database import Database
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage


async def test_it_is_kept_told_once_and_another_takes_its_place(database: Database):
    talk = await open_talk(database)
    said = await talk.say()
    site, conversation = talk.desk.site, said.conversation
    too_early = await database.write(rating.rate, site, conversation, 5)
    await database.write(taking.close, site, conversation)
    kept = [
        await database.write(rating.rate, site, conversation, *given)
        for given in ((4,), (4,), (2, " Slow.\u202e "), (2, "Slow."))
    ]
    found = await database.read(reading.one, site, conversation)
    assert (too_early, kept) == (False, [True, False, True, False])
    assert (found["rating"], found["opinion"], found["rated_at"] is None) == (2, "Slow.", False)
    events = [row["event"] for row in await talk.desk.all(outbox)]
    assert events.count("conversation.rated") == 2


async def test_whoever_writes_again_is_asked_again_when_it_is_closed_and_the_old_one_stays_until_then(
    database: Database,
):
    talk = await open_talk(database)
    conversation = (await talk.say()).conversation
    await database.write(taking.close, talk.desk.site, conversation)
    await database.write(rating.rate, talk.desk.site, conversation, 4, "Good.")
    rated = [(await database.read(following.state_of, conversation)).get("rated")]
    await talk.say("One more thing.")
    rated.append((await database.read(following.state_of, conversation)).get("rated"))
    await database.write(taking.close, talk.desk.site, conversation)
    rated.append((await database.read(following.state_of, conversation)).get("rated"))
    kept = await database.read(reading.one, talk.desk.site, conversation)
    assert (rated, kept["rating"]) == ([4, None, None], 4)
    assert await database.write(rating.rate, talk.desk.site, conversation, 4, "Good.")


async def test_another_sites_conversation_is_rated_by_nobody(database: Database):
    talk = await open_talk(database)
    conversation = (await talk.say()).conversation
    await database.write(taking.close, talk.desk.site, conversation)
    assert not await database.write(rating.rate, "0" * 26, conversation, 1)
