"""What a widget's handler wished for is done by its room, and a preview does nothing."""

from dataclasses import replace

import pytest

from server.clients import timeline
from server.clients.tables import clients, outbox
from server.conversations import reading
from server.conversations.said import Place
from server.conversations.tables import conversations, messages
from server.database import Database
from server.hub.visitor_frames import Page
from server.leads import effects
from server.leads.effects import Around, Done
from server.widget import CallWanted, CodeWanted, Lead, MeantFor, MessageWanted
from tests.server.codes.giver import open_counter
from tests.server.conversations.talk import Talk
from tests.server.leads.desk import BORIS, NUMBER, open_desk


def around(site: str, **said: object) -> Around:
    present = Around(site, "l", "w1", "Mila", None, None, "198.51.100.7", False, Place("w1", Page(), "en"))
    return present._replace(**said)


@pytest.mark.storage
async def test_each_kind_of_effect_is_done_by_its_room_and_their_answers_stand_together(database: Database):
    counter = await open_counter(database, "SPRING-1")
    wanted = (CallWanted(NUMBER, promise_seconds=28), CodeWanted(counter.pool.id))

    done = await database.write(effects.apply, around(counter.site, client="c"), wanted)

    assert done.answer == {
        "state": "queued",
        "reason": "",
        "promise_seconds": 28,
        "code": "SPRING-1",
        "code_ends": None,
    }
    assert [each.kind for each in done.entries] == ["call", "code"]
    assert [event for event, _ in done.events] == ["callback.created", "code.given"]
    assert done.counted == ["code"]
    assert await counter.desk.all(outbox) == []  # planned with the lead, not before it


@pytest.mark.storage
async def test_of_what_looks_like_spam_nobody_is_called_or_given_anything(database: Database):
    counter = await open_counter(database, "SPRING-1")
    wanted = (CallWanted(NUMBER), CodeWanted(counter.pool.id))

    done = await database.write(effects.apply, around(counter.site, client="c", spam=True), wanted)

    assert done.answer == {
        "state": "queued",
        "reason": "needs_manager",
        "code": None,
        "code_reason": "needs_manager",
    }
    assert (done.entries, done.events, await counter.counts()) == ([], [], (1, 0, 0))


def test_a_preview_says_what_would_be_answered():
    assert effects.example(CallWanted(NUMBER, promise_seconds=28)) == {
        "state": "queued",
        "reason": "",
        "promise_seconds": 28,
    }
    assert effects.example(CodeWanted("p")) == {"code": effects.CODE_EXAMPLE, "code_ends": None}
    assert effects.example(MeantFor("m")) == effects.example(MessageWanted("Hello")) == {}


def test_every_kind_of_effect_has_its_room():
    assert set(effects.APPLY) == {CallWanted, CodeWanted, MeantFor, MessageWanted}


def test_a_handler_cannot_hide_what_leaves_a_contact():
    for hidden in ({"email": "a@b.example"}, {"effects": (CallWanted(NUMBER),)}, {"effects": (MessageWanted("Hi"),)}):
        with pytest.raises(ValueError, match="is listed"):
            Lead(listed=False, **hidden)


@pytest.mark.storage
async def test_l8_what_is_meant_for_a_member_says_who_looks_after_the_person_from_now_on(database: Database):
    desk = await open_desk(database)
    new = around(desk.site, client="c")

    meant, foreign, spam = [
        await database.write(effects.apply, each, (MeantFor(member),))
        for each, member in ((new, desk.vera), (new, "nobody"), (new._replace(spam=True), desk.vera))
    ]

    assert (meant.owner, [each.kind for each in meant.entries], meant.answer) == (desk.vera, ["change"], {})
    assert (foreign, spam) == (Done({}, [], [], []), Done({}, [], [], []))


def message(values, visit):
    """Somebody leaves words and an address."""
    effects_ = (MessageWanted(values.question), MeantFor("nobody"))
    return Lead(name=values.name, email="mila@post.example", values={"message": values.question}, effects=effects_)


@pytest.mark.storage
async def test_l4_a_message_left_with_a_contact_is_a_lead_and_the_first_of_a_conversation(database: Database):
    desk = await open_desk(database)
    kind = desk.published.widgets["w1"].kind
    asks = desk.with_widget(kind=replace(kind, widget=replace(kind.widget, on_submit=message)))
    before = Talk(asks)
    posted = await before.say("Anonymous words")

    kept = await asks.leave(key="k", question="Do you ship?")
    again = await asks.leave(key="k", question="Do you ship?")

    page = await database.read(reading.messages_of, kept.answer["conversation"])
    [conversation] = await desk.all(conversations)
    assert kept.answer["conversation"] == posted.conversation == conversation["id"]
    assert (again.first, again.answer) == (False, kept.answer)
    assert [(each["number"], each["text"], each["lead"]) for each in page.items] == [
        (1, "Anonymous words", None), (2, "Do you ship?", kept.answer["lead"]),
    ]  # fmt: skip
    [person] = [each for each in await desk.all(clients) if each["email"]]
    assert conversation["client"] == person["id"]


@pytest.mark.storage
async def test_a_message_of_a_browser_that_may_not_be_remembered_is_the_lead_alone(database: Database):
    desk = await open_desk(database)
    kind = desk.published.widgets["w1"].kind
    asks = desk.with_widget(kind=replace(kind, widget=replace(kind.widget, on_submit=message)))

    kept = await asks.leave(visitor=None, question="Do you ship?")
    spam = await asks.leave(question="Rank first!", trap="filled")

    assert ("conversation" in kept.answer, "conversation" in spam.answer) == (False, False)
    assert await desk.all(messages) == []


def named(values, visit):
    """The same with an address of one's own."""
    left = message(values, visit)
    return replace(left, email=f"{values.name}@post.example")


@pytest.mark.storage
async def test_a_message_goes_on_where_nobody_knew_who_wrote_and_never_in_somebody_elses_words(database: Database):
    desk = await open_desk(database)
    kind = desk.published.widgets["w1"].kind
    asks = desk.with_widget(kind=replace(kind, widget=replace(kind.widget, on_submit=named)))
    for name in ("mila", "ivan"):  # both are known before, from elsewhere
        assert "conversation" not in (await asks.leave(visitor=None, name=name, question="Who am I?")).answer
    unknown = await Talk(asks).say("Is anybody there?", token=BORIS)

    found = await asks.leave(visitor=BORIS, name="mila", question="It is me")
    again = await asks.leave(visitor=BORIS, name="mila", question="And me again")
    other = await asks.leave(visitor=BORIS, name="ivan", question="Now it is me, on her phone")

    assert found.answer["conversation"] == again.answer["conversation"] == unknown.conversation
    assert other.answer["conversation"] != unknown.conversation
    whose = {row["id"]: row["client"] for row in await desk.all(conversations)}
    people = {row["email"]: row for row in await desk.all(clients)}
    for name, conversation in (("mila", found), ("ivan", other)):
        client = people[f"{name}@post.example"]
        page = await database.read(timeline.page, client["id"], None, None, None)
        begun = [each["thing"] for each in page.items if each["kind"] == "conversation"]
        assert (whose[conversation.answer["conversation"]], begun) == (
            client["id"],
            [conversation.answer["conversation"]],
        )
        assert [each["number"] for each in page.items] == list(range(client["last_number"], 0, -1))
    told = [row["event"] for row in await desk.all(outbox)]
    assert (told.count("conversation.created"), told.count("message.created"), told.count("lead.created")) == (2, 4, 5)
