"""A visitor and the team write to each other over the live line."""

import asyncio
import json

import pytest

from server.clients.tables import clients
from server.conversations import following, marks, reading, taking
from server.conversations.tables import conversations
from server.database import now_ms
from server.hub.connection import Connection
from server.hub.presence import Somebody
from server.hub.visiting import visiting
from server.routing import departments
from server.routing.departments import DepartmentInput
from tests.server.visitors.chat import answer, arrive, kept, write
from tests.server.visitors.house import OTHER_TOKEN, TOKEN, hear, page_of, say


async def frames(page, *kinds):
    """The next frames, by type, once one of each of these has come."""
    found = {}
    while not set(kinds) <= set(found):
        frame = json.loads(await asyncio.wait_for(page.recv(), 5))
        found.setdefault(frame["type"], frame)
    return found


async def silent(page):
    """Whether nothing comes for a moment."""
    try:
        return await asyncio.wait_for(page.recv(), 0.2) is None
    except TimeoutError:
        return True


@pytest.fixture
async def chat(house):
    """The id of a published chat."""
    return await house.place(kind="chat")


@pytest.mark.storage
async def test_l1_what_either_side_says_is_kept_and_then_told_to_the_page(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        key = await write(page, chat)
        said = await frames(page, "posted", "messages", "conversation")
        await answer(house, said["conversation"]["id"])
        told = await frames(page, "messages", "conversation")

    assert (said["posted"]["key"], said["posted"]["number"]) == (key, 1)
    [mine] = said["messages"]["items"]
    assert (mine["id"], mine["author"], mine["text"]) == (said["posted"]["id"], "visitor", "Is the Guji back?")
    assert (said["conversation"]["state"], said["conversation"]["read"]) == ("waiting", 0)
    [theirs] = told["messages"]["items"]
    assert (told["messages"]["after"], theirs["name"], theirs["text"]) == (1, "Ana", "On Friday.")
    assert (told["conversation"]["state"], told["conversation"]["by"]["name"]) == ("assigned", "Ana")
    assert "Petrović" not in json.dumps([said, told], ensure_ascii=False)
    assert await kept(house) == [(1, "visitor", "Is the Guji back?"), (2, "manager", "On Friday.")]


async def test_l2_whoever_comes_back_hears_what_was_said_meanwhile_although_nobody_nudged(house, chat):
    async with house.open_lines() as address:
        async with page_of(address) as page:
            await arrive(page)
            await write(page, chat)
            conversation = (await frames(page, "posted", "messages", "conversation"))["conversation"]["id"]
        house.live.tell = lambda told: None
        await answer(house, conversation, "On Friday.")
        await answer(house, conversation, "At noon.")
        async with page_of(address) as page:
            await arrive(page, have=1)
            missed = (await frames(page, "messages"))["messages"]

    assert missed["after"] == 1
    assert [(each["number"], each["text"]) for each in missed["items"]] == [(2, "On Friday."), (3, "At noon.")]


async def test_l2_the_same_key_twice_is_one_message_and_both_are_answered(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat, key="same")
        first = (await frames(page, "posted"))["posted"]
        await write(page, chat, key="same")
        again = (await frames(page, "posted"))["posted"]
        await write(page, chat, "Other words", key="same")
        refused = (await frames(page, "refused"))["refused"]

    assert (again["id"], again["number"]) == (first["id"], 1)
    assert (refused["key"], refused["code"]) == ("same", "key_reused")
    assert len(await kept(house)) == 1


async def test_a_second_tab_of_the_visitor_is_in_step_and_somebody_else_hears_nothing(house, chat):
    async with (
        house.open_lines() as address,
        page_of(address) as one,
        page_of(address) as two,
        page_of(address) as third,
    ):
        await arrive(one)
        await arrive(two)
        await arrive(third, token=OTHER_TOKEN)
        await write(one, chat)
        mine, theirs = await frames(one, "messages"), await frames(two, "messages")
        assert mine["messages"] == theirs["messages"]
        assert await silent(third)
        await say(third, type="earlier", before=2)
        await say(third, type="read", number=1)
        assert await silent(third)


async def test_a_page_that_becomes_another_visitors_hears_nothing_of_the_first_one(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        conversation = (await frames(page, "posted", "messages", "conversation"))["conversation"]["id"]
        await arrive(page, token=OTHER_TOKEN)
        await answer(house, conversation)
        assert await silent(page)


async def test_who_does_not_ask_for_a_conversation_is_told_of_none(house, chat):
    async with house.open_lines() as address, page_of(address) as page, page_of(address) as other:
        await arrive(page)
        await arrive(other, have=None)
        await write(page, chat)
        await frames(page, "messages")
        assert await silent(other)


async def test_messages_from_before_are_sent_in_parts_when_they_are_asked_for(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        conversation = (await frames(page, "posted", "messages", "conversation"))["conversation"]["id"]
        for number in range(2, 62):
            await answer(house, conversation, f"Line {number}")
        found = await house.database.read(following.before, conversation, 62)
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, have=61)
        await say(page, type="earlier", before=12)
        earlier = (await frames(page, "messages", "conversation"))["messages"]
        await say(page, type="earlier", before=1)
        assert await silent(page)

    assert (found["after"], len(found["items"])) == (11, 50)
    assert (earlier["after"], [each["number"] for each in earlier["items"]]) == (0, list(range(1, 12)))


async def test_l1_each_side_sees_up_to_where_the_other_has_read(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        conversation = (await frames(page, "posted", "messages", "conversation"))["conversation"]["id"]
        await house.database.write(marks.team_read, house.site.id, conversation, 1)
        told = await hear(page, "conversation")
        await answer(house, conversation)
        await frames(page, "messages")
        await say(page, type="read", number=2)
        await say(page, type="read", number=99)
        await write(page, chat, "Thanks")
        await frames(page, "posted")

    assert told["read"] == 1
    [row] = await house.database.read(lambda reader: reader.all(conversations.select()))
    assert (row["visitor_read"], row["last"]) == (3, 3)


async def test_words_after_the_end_open_the_conversation_again(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        conversation = (await frames(page, "posted", "messages", "conversation"))["conversation"]["id"]
        await house.database.write(taking.close, house.site.id, conversation)
        closed = await hear(page, "conversation")
        await write(page, chat, "One more thing")
        again = (await frames(page, "posted", "messages", "conversation"))["conversation"]

    assert (closed["state"], again["state"], again["id"]) == ("closed", "reopened", conversation)


@pytest.mark.parametrize(
    ("frame", "fields"),
    [
        ({"text": ""}, {"text": "required"}),
        ({"text": "\u202e\u200b"}, {"text": "required"}),
        ({"text": "x" * 4001}, {"text": "too_long"}),
        ({"widget": "0" * 26}, {}),
    ],
)
async def test_what_is_no_message_is_refused_with_its_key_and_nothing_is_kept(house, chat, frame, fields):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await say(page, **{"type": "message", "key": "k", "widget": chat, "text": "Hello"} | frame)
        refused = await hear(page, "refused")

    assert (refused["key"], refused["code"] in ("invalid", "not_found")) == ("k", True)
    assert refused.get("reasons", {}) == fields
    assert await kept(house) == []
    assert await house.database.read(lambda reader: reader.all(clients.select())) == []


async def test_a_callback_takes_no_messages_and_nobody_writes_without_being_somebody(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", have=0)
        await hear(page, "welcome")
        await write(page, chat)
        unknown = await hear(page, "refused")
        await arrive(page)
        await write(page, house.widget)
        wrong = await hear(page, "refused")

    assert (list(unknown["errors"]), wrong["code"]) == (["visitor"], "not_found")
    assert await kept(house) == []


async def test_g24_too_many_messages_of_one_network_are_refused_and_thirty_people_pass(standing):
    chat = await standing.place(kind="chat")
    async with standing.open_lines() as address:
        for number in range(30):
            async with page_of(address) as page:
                await arrive(page, token=f"visitor-number-{number:010}")
                for text in range(10):
                    await write(page, chat, f"Line {text}")
                    await frames(page, "posted")
        async with page_of(address) as page:
            await arrive(page)
            await write(page, chat)
            refused = (await frames(page, "refused"))["refused"]

    assert (refused["code"], refused["again"], len(await kept(standing))) == ("too_many", True, 300)


async def test_g24_too_many_new_conversations_of_one_network_are_refused(standing):
    chat = await standing.place(kind="chat")
    async with standing.open_lines() as address:
        for number in range(61):
            async with page_of(address) as page:
                await arrive(page, token=f"visitor-number-{number:010}")
                await write(page, chat)
                last = await frames(page, "refused" if number == 60 else "posted")

    assert (last["refused"]["code"], len(await kept(standing))) == ("too_many", 60)


async def test_l1_that_the_visitor_is_writing_is_passed_on_now_and_then_and_kept_nowhere(house, chat):
    heard = []
    desk = Connection()
    with house.hub.joined(desk):
        house.hub.subscribe(desk, f"console:{house.site.id}")
        async with house.open_lines() as address, page_of(address) as page:
            await arrive(page)
            await say(page, type="typing")
            await write(page, chat)
            conversation = (await frames(page, "posted", "messages", "conversation"))["conversation"]["id"]
            for _ in range(5):
                await say(page, type="typing")
            await write(page, chat, "There")
            await frames(page, "posted")
        heard = [json.loads(frame) for frame in desk.take()]

    assert heard == [{"type": "typing", "conversation": conversation}]


async def test_l7_whoever_answers_an_invitation_has_it_before_their_words_and_that_manager_has_the_talk(house):
    chat = await house.place(kind="chat")
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        [seen] = visiting(house.hub, house.site.id)
        made = house.approaches.make(house.site.id, house.member.id, "Can I help?", now_ms())
        await write(page, chat, "Yes, please!", key="k1", invited=made.id)
        await write(page, chat, "Yes, please!", key="k1", invited=made.id)
        await write(page, chat, "Which one?", key="k2", invited=made.id)
        while (await frames(page, "posted"))["posted"]["number"] != 3:
            pass
    [conversation] = (await house.database.read(reading.of_site, house.site.id)).items
    said = (await house.database.read(reading.messages_of, conversation["id"])).items
    assert [(each["author"], each["text"]) for each in said] == [
        ("manager", "Can I help?"),
        ("visitor", "Yes, please!"),
        ("visitor", "Which one?"),
    ]
    assert (conversation["state"], conversation["taken_by"]["id"]) == ("assigned", house.member.id)
    assert (seen.trail[0].url, seen.visitor != "") == ("https://shop.example/beans", True)


async def test_l7_an_invitation_of_another_site_or_none_adds_no_words(house):
    chat = await house.place(kind="chat")
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        other = house.approaches.make("0" * 26, house.member.id, "Can I help?", now_ms())
        for key, invited in (("k1", other.id), ("k2", "made-up")):
            await write(page, chat, f"Words of {key}", key=key, invited=invited)
            await frames(page, "posted")
    [conversation] = (await house.database.read(reading.of_site, house.site.id)).items
    assert (conversation["last"], conversation["state"]) == (2, "waiting")


async def test_whoever_does_not_want_to_be_followed_is_seen_by_nobody(house):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, private=True)
        assert visiting(house.hub, house.site.id) == []


async def test_l8_a_reply_to_the_greeter_opens_the_chat_with_whoever_had_spoken(house, chat):
    greeter = await house.place(kind="greeter", settings={"messages": [{"text": {"en": "Beans, {name|friend}?"}}]})
    await house.presence.arrive(house.site.id, Somebody(house.member.id, house.member.name), "s1")
    async with house.open_lines() as address, page_of(address) as page:
        assert (await arrive(page))["facts"]["sender"]["id"] == house.member.id
        await write(page, chat, "Yes!", answers={"widget": greeter, "said": 1, "facts": {"name": "Jovana"}})
        told = await frames(page, "posted", "messages", "conversation")
    assert (told["posted"]["number"], told["conversation"]["by"]["id"]) == (2, house.member.id)
    assert await kept(house) == [(1, "bot", "Beans, Jovana?"), (2, "visitor", "Yes!")]


async def test_l8_the_greeters_own_words_are_no_message_but_whoever_it_spoke_for_has_the_chat(house, chat):
    greeter = await house.place(kind="greeter")
    await house.presence.arrive(house.site.id, Somebody(house.member.id, house.member.name), "s1")
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat, "Yes!", answers={"widget": greeter})
        told = await frames(page, "posted", "messages", "conversation")
    assert (told["conversation"]["by"]["id"], await kept(house)) == (house.member.id, [(1, "visitor", "Yes!")])


async def test_l3_the_topic_that_was_chosen_says_which_department_answers(house):
    sales = await house.database.write(departments.create, house.site.id, DepartmentInput(name="Sales"))
    topics = [{"text": {"en": "An order"}}, {"text": {"en": "Wholesale"}, "department": sales.id}]
    chat = await house.place(kind="chat", settings={"topics": topics})
    begun = {}
    for topic, token in ((2, TOKEN), (1, OTHER_TOKEN), (9, TOKEN[::-1])):
        async with house.open_lines() as address, page_of(address) as page:
            await arrive(page, token=token)
            await write(page, chat, topic=topic)
            begun[topic] = (await frames(page, "posted", "conversation"))["conversation"]["id"]
            await write(page, chat, "And again", topic=1)
            await frames(page, "posted")
    rows = await house.database.read(lambda reader: reader.all(conversations.select()))
    assert {row["id"]: row["department"] for row in rows} == {begun[2]: sales.id, begun[1]: None, begun[9]: None}


async def test_words_of_a_widget_that_says_nothing_by_itself_or_is_nobodys_are_left_out(house, chat):
    greeter = await house.place(kind="greeter", settings={"messages": [{"text": {"en": "Beans?"}}]})
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        for said in ({"widget": chat}, {"widget": "0" * 26}, {"widget": greeter, "said": 2}):
            await write(page, chat, "Yes!", answers=said)
        await write(page, chat, "Yes!", answers={"widget": greeter, "said": 0})
        refused = (await frames(page, "refused"))["refused"]
    assert [author for _, author, _ in await kept(house)] == ["visitor"] * 3
    assert refused["errors"] == {"answers.said": "at least 1"}


async def test_a_closed_conversation_is_rated_and_every_page_hears_it(house, chat):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        conversation = (await frames(page, "posted", "messages", "conversation"))["conversation"]["id"]
        await house.database.write(taking.close, house.site.id, conversation)
        closed = (await frames(page, "conversation"))["conversation"]
        await say(page, type="rate", value=5, text="Quick!")
        told = (await frames(page, "conversation"))["conversation"]
        for wrong in (0, 6, "5", True):
            await say(page, type="rate", value=wrong)
            assert (await hear(page, "refused"))["errors"].keys() == {"value"}
    found = await house.database.read(reading.one, house.site.id, conversation)
    assert (closed["state"], closed.get("rated"), told["rated"]) == ("closed", None, 5)
    assert (found["rating"], found["opinion"]) == (5, "Quick!")
