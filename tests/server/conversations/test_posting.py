"""One way to write for both sides: numbered, kept once, then told."""

import asyncio

import pytest

from server.clients import visitors
from server.clients.tables import clients, outbox
from server.conversations import posting, reading, taking
from server.conversations.once import Posted
from server.conversations.said import Answered, Said
from server.conversations.tables import conversations, messages
from server.database import Database
from server.errors import KeyReused, NotFound
from server.sites import sites
from server.sites.settings import NewSite
from tests.server.conversations.talk import PLACE, open_talk
from tests.server.leads.desk import ANNA, BORIS

pytestmark = pytest.mark.storage


async def test_l1_both_sides_write_under_one_order_of_numbers(database: Database):
    talk = await open_talk(database)
    first = await talk.say("Is the Guji back?")
    second = await talk.answer(first.conversation, "On Friday.")
    third = await talk.say("Thank you!")

    page = await database.read(reading.messages_of, first.conversation)
    assert [(each["number"], each["author"], each["text"]) for each in page.items] == [
        (1, "visitor", "Is the Guji back?"),
        (2, "manager", "On Friday."),
        (3, "visitor", "Thank you!"),
    ]
    assert page.items[1]["member"] == {"id": talk.desk.vera, "name": "Vera Ilić"}
    assert (second.number, third.conversation) == (2, first.conversation)
    assert await talk.told() == [first.conversation] * 3


async def test_l2_the_same_send_again_is_the_same_message_and_tells_nobody(database: Database):
    talk = await open_talk(database)
    first = await talk.say("Hello", key="k1")
    answer = await talk.answer(first.conversation, "Good day", key="k2")

    again = [await talk.say("Hello", key="k1"), await talk.answer(first.conversation, "Good day", key="k2")]

    assert again == [first._replace(first=False), answer._replace(first=False)]
    assert (len(await talk.desk.all(messages)), len(await talk.told())) == (2, 2)


async def test_l2_the_same_send_many_times_at_once_is_one_message_in_one_conversation(database: Database):
    talk = await open_talk(database)

    kept: list[Posted] = await asyncio.gather(*(talk.say("Hello", key="k1") for _ in range(12)))

    assert {(each.id, each.number) for each in kept} == {(kept[0].id, 1)}
    assert [each.first for each in kept].count(True) == 1
    assert len(await talk.desk.all(conversations)) == len(await talk.desk.all(clients)) == 1


async def test_first_words_sent_at_once_under_several_keys_begin_one_conversation(database: Database):
    talk = await open_talk(database)

    kept = await asyncio.gather(*(talk.say(f"Line {number}") for number in range(12)))

    assert len({each.conversation for each in kept}) == 1
    assert sorted(each.number for each in kept) == list(range(1, 13))


async def test_a_key_of_somebody_else_or_for_other_words_is_refused_and_keeps_nothing(database: Database):
    talk = await open_talk(database)
    first = await talk.say("Hello", key="k1")

    for attempt in (
        talk.say("Something else", key="k1"),
        talk.say("Hello", key="k1", token=BORIS),
        talk.answer(first.conversation, "Hello", key="k1"),
    ):
        with pytest.raises(KeyReused):
            await attempt

    assert len(await talk.desk.all(messages)) == 1


async def test_whoever_answers_first_has_taken_it_and_nobody_waits_any_more(database: Database):
    talk = await open_talk(database)
    first = await talk.say()
    before = await database.read(reading.one, talk.desk.site, first.conversation)
    await talk.answer(first.conversation)
    await talk.answer(first.conversation, "I can help too.", member=talk.desk.petar)

    after = await database.read(reading.one, talk.desk.site, first.conversation)
    assert (before["state"], before["taken_by"], before["waiting_since"]) == ("waiting", None, before["created_at"])
    assert (after["state"], after["taken_by"]["id"], after["waiting_since"]) == ("assigned", talk.desk.vera, None)
    assert (after["team_read"], after["visitor_read"], after["last"]) == (3, 1, 3)


async def test_words_after_its_end_open_it_again_and_it_waits_for_anybody(database: Database):
    talk = await open_talk(database)
    first = await talk.say()
    await talk.answer(first.conversation)
    await database.write(taking.close, talk.desk.site, first.conversation)

    again = await talk.say("One more thing")

    found = await database.read(reading.one, talk.desk.site, first.conversation)
    assert (again.conversation, again.number) == (first.conversation, 3)
    assert (found["state"], found["taken_by"], found["closed_at"]) == ("reopened", None, None)
    await talk.answer(first.conversation, member=talk.desk.petar)
    found = await database.read(reading.one, talk.desk.site, first.conversation)
    assert (found["state"], found["taken_by"]["id"]) == ("assigned", talk.desk.petar)


async def test_another_sites_conversation_cannot_be_answered(database: Database):
    talk = await open_talk(database)
    first = await talk.say()
    new = NewSite(name="Other", origins=("https://other.example",))
    other = await database.write(sites.create, new, talk.desk.petar)

    with pytest.raises(NotFound):
        await database.write(posting.answer, other.id, first.conversation, talk.desk.petar, Said("k", "Hello"))

    assert len(await talk.desk.all(messages)) == 1


async def test_each_message_and_the_beginning_are_planned_for_programs(database: Database):
    talk = await open_talk(database)
    first = await talk.say()
    answer = await talk.answer(first.conversation)

    planned = [(each["event"], each["thing"]) for each in await talk.desk.all(outbox, "event", "thing")]
    assert planned == [
        ("conversation.created", first.conversation),
        ("message.created", first.id),
        ("message.created", answer.id),
    ]


async def greeted(talk, words: str, member: str, key: str = "k1", text: str = "Yes, for a moka pot.") -> Posted:
    """A visitor answers what a widget has said in somebody's name."""
    hashed = visitors.token_hash(ANNA)
    greeting = Answered(member, words)
    return await talk.database.write(posting.say, talk.desk.site, hashed, Said(key, text), PLACE, None, greeting)


async def test_l8_what_a_widget_said_stands_before_the_answer_and_whoever_spoke_has_it(database: Database):
    talk = await open_talk(database)
    posted = [await greeted(talk, "Questions?", talk.desk.vera) for _ in range(2)]
    page = await database.read(reading.messages_of, posted[0].conversation)
    assert [(each["number"], each["author"], each["text"]) for each in page.items] == [
        (1, "bot", "Questions?"),
        (2, "visitor", "Yes, for a moka pot."),
    ]
    [row] = await talk.desk.all(conversations)
    assert (row["state"], row["taken_by"], row["last"], row["visitor_read"]) == ("assigned", talk.desk.vera, 2, 2)
    assert (posted[0].number, posted[1].first, row["waiting_since"]) == (2, False, row["taken_at"])


async def test_l8_what_is_with_somebody_stays_there_and_without_a_speaker_it_waits(database: Database):
    talk = await open_talk(database)
    posted = await greeted(talk, "Questions?", "")
    [row] = await talk.desk.all(conversations)
    assert (row["state"], row["taken_by"]) == ("waiting", None)
    await talk.answer(posted.conversation, member=talk.desk.petar)
    await greeted(talk, "More questions?", talk.desk.vera, "k2")
    [row] = await talk.desk.all(conversations)
    assert (row["taken_by"], row["last"]) == (talk.desk.petar, 5)
