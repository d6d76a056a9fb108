"""The desk's conversations over HTTP: who writes, the answer, who wins a race, and what is refused."""

import asyncio
import html
import json
import re

from server.conversations import desk, rating, reading
from server.routing import departments, offers
from server.routing.departments import DepartmentInput
from server.sites import members


async def answers(program, conversation, text="On Friday.", key="k1", **more):
    return await program.act(f"/console/conversations/{conversation}/messages", text=text, key=key, **more)


async def test_l1_whoever_writes_is_listed_read_and_answered_on_one_page(console):
    begun = await console.say("Is the <b>Guji</b> back?")
    async with console.program(console.owner) as anna:
        listed = (await anna.client.get("/console/conversations")).text
        page = (await anna.client.get(f"/console/conversations/{begun.conversation}")).text
        answered = await answers(anna, begun.conversation)
        again = await answers(anna, begun.conversation)
    assert "Is the &lt;b&gt;Guji&lt;/b&gt; back?" in listed
    assert ("Waits for somebody" in page, "Guji" in page) == (True, True)
    assert (answered.status_code, again.status_code, again.text.count("On Friday.")) == (200, 200, 1)
    assert "With you" in answered.text
    found = await console.database.read(reading.messages_of, begun.conversation)
    assert [(each["author"], each["text"]) for each in found.items] == [
        ("visitor", "Is the <b>Guji</b> back?"), ("manager", "On Friday."),
    ]  # fmt: skip


async def test_of_two_who_take_it_one_wins_and_the_other_is_told_who_has_it(console):
    begun = await console.say()
    email = await console.hire("Dmitri Orlov")
    path = f"/console/conversations/{begun.conversation}/take"
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        results = await asyncio.gather(anna.act(path), dmitri.act(path))
    lost = next(each for each in results if each.status_code == 409)
    assert sorted(each.status_code for each in results) == [200, 409]
    assert any(name in lost.headers.get("hx-trigger", "") + lost.text for name in ("Anna Petrova", "Dmitri Orlov"))


async def test_queues_hold_what_their_names_say_and_empty_ones_teach(console):
    begun = await console.say("Mine")
    waits = await console.say("Waits", visitor="petar")
    async with console.program(console.owner) as anna:
        await answers(anna, begun.conversation)
        parts = {queue: (await anna.part(f"/console/conversations/list?queue={queue}")).text for queue in desk.QUEUES}
        await anna.act(f"/console/conversations/{begun.conversation}/close")
        closed = (await anna.part("/console/conversations/list?queue=closed")).text
    rows = {queue: re.findall(r'id="row-(\w+)"', part) for queue, part in parts.items()}
    assert rows == {
        "waiting": [waits.conversation],
        "mine": [begun.conversation],
        "open": [begun.conversation, waits.conversation],
        "closed": [],
    }
    assert "No chat has been closed yet." in parts["closed"]
    assert re.findall(r'id="row-(\w+)"', closed) == [begun.conversation]


async def test_who_waits_is_counted_and_rung_for_with_each_further_message(console):
    await console.say("One")
    second = await console.say("Two")
    async with console.program(console.owner) as anna:
        waiting = (await anna.part("/console/waiting")).text
        count = (await anna.part("/console/conversations/waiting")).text
        await anna.act(f"/console/conversations/{second.conversation}/read", number="2")
        seen = (await anna.part("/console/waiting")).text
    assert re.findall(r'data-waits="(\w+)" data-kind="talk"', waiting) == [second.id]
    assert (">1<" in count, "data-waits" in seen) == (True, False)


async def test_a_long_conversation_shows_its_end_and_more_of_it_when_asked(console):
    for number in range(1, 121):
        begun = await console.say(f"Line {number}.")
    path = f"/console/conversations/{begun.conversation}/messages"
    async with console.program(console.owner) as anna:
        page, more = (await anna.part(path)).text, (await anna.part(f"{path}?most=100")).text
    assert [page.count('class="bubble"'), more.count('class="bubble"')] == [50, 100]
    assert ("Line 71." in page, "Line 70." in page, "Line 21." in more) == (True, False, True)
    assert "messages?most=100" in page


async def test_nothing_written_and_too_much_are_told_under_the_field_and_keep_nothing(console):
    begun = await console.say()
    async with console.program(console.owner) as anna:
        for text in ("  ", "x" * 4001):
            refused = await answers(anna, begun.conversation, text)
            assert (refused.status_code, "text" in html.unescape(refused.headers["hx-trigger"])) == (422, True)
        assert (await answers(anna, begun.conversation, key="")).status_code == 422
    assert len((await console.database.read(reading.messages_of, begun.conversation)).items) == 1


async def test_a_conversation_of_another_site_looks_like_a_missing_one(console):
    async with console.program(console.owner) as anna:
        missing = f"/console/conversations/{'0' * 26}"
        answers_ = [
            await anna.client.get(missing),
            await anna.part(f"{missing}/messages"),
            await anna.act(f"{missing}/take"),
            await anna.act(f"{missing}/close"),
            await answers(anna, "0" * 26),
        ]
    assert [each.status_code for each in answers_] == [404] * 5


async def test_hostile_words_are_text_in_every_place(console):
    begun = await console.say("<script>alert(1)</script>\u202e{{7*7}}")
    async with console.program(console.owner) as anna:
        page = (await anna.client.get(f"/console/conversations/{begun.conversation}")).text
        bell = (await anna.part("/console/waiting")).text
    assert "<script>alert" not in page + bell
    assert "{{7*7}}" in page


async def test_the_person_and_the_timeline_tell_of_the_chat(console):
    begun = await console.say()
    found = await console.database.read(reading.one, console.site.id, begun.conversation)
    async with console.program(console.owner) as anna:
        card = (await anna.client.get(f"/console/people/{found['client']}?kind=conversation")).text
    assert ("Began a chat" in card, f"/console/conversations/{begun.conversation}" in card) == (True, True)


async def test_l5_what_is_offered_says_so_rings_there_alone_and_can_be_let_pass(console):
    begun = await console.say("Is the Guji back?")
    vera = await console.hire("Vera Ilić")
    ids = [(await console.database.read(members.by_email, each)).id for each in (console.owner, vera)]
    path = f"/console/conversations/{begun.conversation}"
    async with console.program(console.owner) as anna, console.program(vera) as other:
        both = {ids[0]: anna, ids[1]: other}
        await console.database.write(offers.carry_out, console.site.id, ids)
        asked = await offered_to(console, begun.conversation)
        left = next(each for each in ids if each != asked)
        page = (await both[asked].client.get(path)).text
        listed = (await both[asked].part("/console/conversations/list")).text
        rings = [(await both[each].part("/console/waiting")).text for each in (asked, left)]
        passed = await both[asked].act(f"{path}/pass")
        again = await both[asked].act(f"{path}/pass")
        await console.database.write(offers.carry_out, console.site.id, ids)
    assert "For you: take it" in page
    assert "for you" in listed
    assert [each.count('data-kind="talk"') for each in rings] == [1, 0]
    assert ("For you: take it" in passed.text, again.status_code) == (False, 200)
    assert await offered_to(console, begun.conversation) == left


async def test_l9_a_conversation_is_handed_to_a_colleague_to_a_department_and_to_anybody(console):
    begun = await console.say("Is the Guji back?")
    vera = await console.database.read(members.by_email, await console.hire("Vera Ilić"))
    orders = await console.database.write(departments.create, console.site.id, DepartmentInput(name="Orders"))
    path = f"/console/conversations/{begun.conversation}"
    async with console.program(console.owner) as anna:
        await answers(anna, begun.conversation)
        page = (await anna.client.get(path)).text
        to_all = (f"member {vera.id}", f"department {orders.id}", "anybody")
        said = [await anna.act(f"{path}/hand", to=to) for to in to_all]
        nobody = (f"member {'0' * 26}", f"department {'0' * 26}", "somebody", "")
        refused = [await anna.act(f"{path}/hand", to=to) for to in nobody]
    assert (f'value="member {vera.id}"' in page, f'value="department {orders.id}"' in page) == (True, True)
    assert ["With Vera Ilić" in said[0].text, *("Waits for somebody" in each.text for each in said[1:])] == [True] * 3
    assert json.loads(said[0].headers["hx-trigger"])["frontdesk:told"]["words"] == "Handed to Vera Ilić."
    assert [each.status_code for each in refused] == [422, 404, 422, 422]


async def test_whoever_is_away_is_told_so_above_their_chats_and_comes_back_from_there(console):
    async with console.program(console.owner) as anna:
        before = (await anna.part("/console/conversations/list")).text
        await anna.act("/console/duty", away="yes")
        away = (await anna.client.get("/console/conversations")).text
        await anna.act("/console/duty", away="no")
        after = (await anna.part("/console/conversations/list")).text
    assert ['id="talks-away"' in each for each in (before, away, after)] == [False, True, False]
    assert "You are away: nothing is offered to you" in away


async def offered_to(console, conversation):
    """To whom it is on offer."""
    return (await console.database.read(desk.one, console.site.id, conversation))["offered_to"]


async def test_l9_a_note_is_drawn_between_the_messages_and_calls_a_colleague_until_it_is_seen(console):
    begun = await console.say("Is the Guji back?")
    email = await console.hire("Dmitri Orlov")
    path = f"/console/conversations/{begun.conversation}"
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        noted = await answers(anna, begun.conversation, "@Dmitri Orlov, <b>ask</b> him", **{"as": "note"})
        again = await answers(anna, begun.conversation, "@Dmitri Orlov, <b>ask</b> him", **{"as": "note"})
        bell, hers = (await dmitri.part("/console/waiting")).text, (await anna.part("/console/waiting")).text
        listed = (await dmitri.part("/console/conversations/list")).text
        opened = (await dmitri.client.get(path)).text
        await dmitri.act(f"{path}/read", number="1")
        after = (await dmitri.part("/console/conversations/list")).text + (await dmitri.part("/console/waiting")).text
    assert ("bubble to-team" in noted.text, "Waits for somebody" in noted.text) == (True, True)
    assert again.text.count("bubble to-team") == 1
    assert "@Dmitri Orlov, &lt;b&gt;ask&lt;/b&gt; him" in opened
    assert ("Anna Petrova mentions you" in bell, "mentions you" in hers) == (True, False)
    assert ("mentions you" in listed, "data-calls" in opened, "mentions you" in after) == (True, True, False)


async def test_l9_what_was_said_is_downloaded_as_text_without_the_notes(console):
    begun = await console.say("Is the Guji back?")
    path = f"/console/conversations/{begun.conversation}"
    async with console.program(console.owner) as anna:
        await answers(anna, begun.conversation)
        await answers(anna, begun.conversation, "Ask for the invoice.", "k2", **{"as": "note"})
        text = await anna.client.get(f"{path}/text")
        missing = await anna.client.get(f"/console/conversations/{'0' * 26}/text")
    assert (text.headers["content-type"], missing.status_code) == ("text/plain; charset=utf-8", 404)
    assert text.headers["content-disposition"].startswith('attachment; filename="chat-2')
    assert text.text.index("Is the Guji back?") < text.text.index("Anna Petrova\n    On Friday.")
    assert ("invoice" in text.text, "Chat with Someone, Harbour Row" in text.text) == (False, True)


async def test_what_a_visitor_thought_of_it_is_read_under_it_and_in_the_list(console):
    begun = await console.say("Is the Guji back?")
    async with console.program(console.owner) as anna:
        await answers(anna, begun.conversation)
        await anna.act(f"/console/conversations/{begun.conversation}/close")
        before = (await anna.part("/console/conversations/list?queue=closed")).text
        await console.database.write(rating.rate, console.site.id, begun.conversation, 4, "<b>Quick</b>")
        listed = (await anna.part("/console/conversations/list?queue=closed")).text
        opened = (await anna.part(f"/console/conversations/{begun.conversation}/messages")).text
    assert ("4 of 5" in before, "4 of 5" in listed, "4 of 5" in opened) == (False, True, True)
    assert "&lt;b&gt;Quick&lt;/b&gt;" in opened


async def test_a_visitor_is_blocked_and_may_write_again(console):
    begun = await console.say("Buy pills")
    path = f"/console/conversations/{begun.conversation}"
    async with console.program(console.owner) as anna:
        before = (await anna.client.get(path)).text
        blocked = await anna.act(f"{path}/block")
        let = await anna.act(f"{path}/unblock")
        journal = (await anna.client.get("/console/journal")).text
    assert ("Block this visitor" in before, "Let them write again" in before) == (True, False)
    assert ("Blocked: nothing more is taken" in blocked.text, "Let them write again" in blocked.text) == (True, True)
    assert "Block this visitor" in let.text
    assert "blocked the visitor of" in journal
