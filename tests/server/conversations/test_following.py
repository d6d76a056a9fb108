"""What a visitor's page is told: everything from where it stands, in order, and every gap is seen."""

import pytest

from server.conversations import following
from server.database import Database
from tests.server.conversations.talk import Talk, open_talk
from tests.server.leads.desk import ANNA, BORIS

pytestmark = pytest.mark.storage


async def lines(talk: Talk, count: int) -> str:
    for number in range(count):
        conversation = (await talk.say(f"Line {number + 1}")).conversation
    return conversation


def numbers(frames: list[dict]) -> list[int]:
    return [each["number"] for frame in frames for each in frame["items"]]


async def test_l2_a_page_is_told_what_it_lacks_in_order_and_nothing_twice(database: Database):
    talk = await open_talk(database)
    conversation = await lines(talk, 120)

    fresh = await database.read(following.since, conversation, 0)
    rest = await database.read(following.since, conversation, 117)

    assert [(frame["after"], len(frame["items"]), frame["last"]) for frame in fresh] == [
        (0, 50, 120), (50, 50, 120), (100, 20, 120),
    ]  # fmt: skip
    assert numbers(fresh) == list(range(1, 121))
    assert [each["text"] for each in rest[0]["items"]] == ["Line 118", "Line 119", "Line 120"]
    assert await database.read(following.since, conversation, 120) == []


async def test_l2_whoever_was_away_for_too_long_sees_the_gap_and_reads_back_from_it(database: Database):
    talk = await open_talk(database)
    conversation = await lines(talk, 260)

    [latest] = await database.read(following.since, conversation, 3)
    earlier = await database.read(following.before, conversation, latest["after"] + 1)

    assert (latest["after"], numbers([latest])) == (210, list(range(211, 261)))
    assert earlier is not None
    assert (earlier["after"], numbers([earlier])) == (160, list(range(161, 211)))
    assert await database.read(following.before, conversation, 1) is None


async def test_a_claim_to_have_what_was_never_said_is_answered_with_the_latest(database: Database):
    talk = await open_talk(database)
    conversation = await lines(talk, 3)

    [latest] = await database.read(following.since, conversation, 1000)

    assert (latest["after"], numbers([latest])) == (0, [1, 2, 3])


async def test_visitors_read_first_names_and_pictures_and_who_has_taken_it(database: Database):
    talk = await open_talk(database)
    conversation = await lines(talk, 1)
    before = await database.read(following.state_of, conversation)
    await talk.answer(conversation, "Good day")

    after = await database.read(following.state_of, conversation)
    [frame] = await database.read(following.since, conversation, 1)

    assert before == {"id": conversation, "state": "waiting", "last": 1, "read": 0}
    assert after == {
        "id": conversation, "state": "assigned", "last": 2, "read": 2,
        "by": {"id": talk.desk.vera, "name": "Vera"},
    }  # fmt: skip
    assert [(each["author"], each["name"], each["text"]) for each in frame["items"]] == [
        ("manager", "Vera", "Good day")
    ]


async def test_each_visitor_follows_their_own_conversation_alone(database: Database):
    talk = await open_talk(database)
    mine, theirs = (await talk.say("Mine")).conversation, (await talk.say("Theirs", token=BORIS)).conversation

    assert mine != theirs
    assert [await talk.of(token) for token in (ANNA, BORIS, "c" * 22)] == [mine, theirs, ""]
    assert await database.read(following.state_of, "0" * 26) is None
    assert await database.read(following.since, "0" * 26, 0) == []
