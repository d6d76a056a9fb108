"""The inbox over HTTP: what is listed, who wins a race, what is refused and in which words."""

import asyncio
import html
import json
import re

from sqlalchemy import insert, select, update

from server.calls import listing
from server.calls.tables import calls as calls_table
from server.leads import inbox
from server.optin import confirming
from server.optin.tables import optins
from server.sites.instants import read_instant
from tests.server.console.delivering import subscribe


def events(answer):
    """What the page's scripts are let know of."""
    return json.loads(answer.headers.get("hx-trigger", "{}"))


async def calls(console):
    """The open and the ended requests, as their room reads them."""
    found = await console.database.read(listing.requests, console.site.id)
    return found.items


async def test_the_inbox_shows_who_rings_and_what_was_left(console):
    await console.ask_for_call(name="Ivana Lukić", question="Open on Sunday?", url="https://harbourrow.example/guji")
    await console.write_letter(name="Tom Hale", email="tom@mail.example", message="Hi there")
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/")).text
    for words in ("Ivana Lukić", "+381 60 1234567", "Open on Sunday?", "Page: /guji", "Tom Hale", "Hi there", "of 28"):
        assert words in page, words
    assert re.findall(r'data-waits="\w+" data-kind="(\w+)"', page) == ["call", "lead"]


async def test_an_empty_inbox_teaches_what_will_be_there(console):
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/")).text
    for words in (
        "Nobody is waiting",
        "See the line for your pages",
        "Nothing left yet",
        "No request of today has been answered yet",
    ):
        assert words in page, words


async def test_of_two_managers_one_takes_a_call_and_the_other_is_told_who_has_it(console):
    email = await console.hire("Dmitri Orlov")
    await console.ask_for_call()
    [call] = await calls(console)
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        answers = await asyncio.gather(*(each.act(f"/console/calls/{call['id']}/take") for each in (anna, dmitri)))
    [taken] = await calls(console)
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (200, 409)
    assert "How did it end?" in won.text
    assert events(lost) == {
        "frontdesk:told": {"words": f"{taken['taken_by']['name']} was quicker and has this one.", "target": "body"},
        "frontdesk:all": {"target": "body"},
    }


async def test_an_outcome_is_kept_with_its_note_and_the_time_to_call_again(console):
    await console.ask_for_call()
    [call] = await calls(console)
    async with console.program(console.owner) as anna:
        await anna.act(f"/console/calls/{call['id']}/take")
        fields = {"outcome": "later", "at": "2035-01-15T10:30", "note": "On Monday, please"}
        answer = await anna.act(f"/console/calls/{call['id']}/outcome", **fields)
        late = await anna.act(f"/console/calls/{call['id']}/outcome", outcome="busy")
    [ended] = await calls(console)
    assert (answer.status_code, events(answer)) == (200, {"frontdesk:told": {"words": "Saved.", "target": "body"}})
    assert (ended["state"], ended["outcome"], ended["note"]) == ("ended", "later", "On Monday, please")
    assert ended["again_at"] == "2035-01-15T09:30:00Z"  # on the clock of Belgrade
    assert "To call again" in answer.text
    assert events(late)["frontdesk:told"] == {"words": "This has ended already.", "target": "body"}


async def test_a_missing_outcome_and_a_past_time_are_told_under_their_fields(console):
    await console.ask_for_call()
    [call] = await calls(console)
    async with console.program(console.owner) as anna:
        path = f"/console/calls/{call['id']}"
        await anna.act(f"{path}/take")
        answers = [
            await anna.act(f"{path}/outcome", **fields)
            for fields in (
                {},
                {"outcome": "later", "at": "2020-01-01T10:00"},
                {"outcome": "later", "at": "soon"},
                {"outcome": "reached", "note": "x" * 2001},
            )
        ]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert [events(answer) for answer in answers] == [
        {"frontdesk:refused": {"errors": {"outcome": "Choose how it ended."}}},
        {"frontdesk:refused": {"errors": {"at": "Choose a time to come."}}},
        {"frontdesk:refused": {"errors": {"at": "Choose a time to come."}}},
        {"frontdesk:refused": {"errors": {"note": "At most 2,000 characters."}}},
    ]
    assert (await calls(console))[0]["state"] == "manager_answered"


async def test_nobody_ends_what_a_colleague_has(console):
    email = await console.hire("Dmitri Orlov")
    await console.ask_for_call()
    [call] = await calls(console)
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        await anna.act(f"/console/calls/{call['id']}/take")
        answer = await dmitri.act(f"/console/calls/{call['id']}/outcome", outcome="reached")
    assert (answer.status_code, events(answer)["frontdesk:told"]) == (
        409, {"words": "Anna Petrova was quicker and has this one.", "target": "body"},
    )  # fmt: skip


async def test_a_lead_is_taken_once_and_shows_by_whom(console):
    email = await console.hire("Dmitri Orlov")
    lead = await console.write_letter(name="Tom", email="tom@mail.example")
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        won = await anna.act(f"/console/leads/{lead['lead']}/take")
        lost = await dmitri.act(f"/console/leads/{lead['lead']}/take")
        seen = (await dmitri.part("/console/leads")).text
    assert (won.status_code, "with you" in won.text, lost.status_code) == (200, True, 409)
    assert "Anna Petrova" in seen
    taken = await console.database.read(inbox.one, console.site.id, lead["lead"])
    assert taken["taken_by"]["name"] == "Anna Petrova"


async def test_leads_are_shown_a_part_at_a_time_each_once(console):
    left = [(await console.write_letter(name=f"Number {number}"))["lead"] for number in range(25)]
    async with console.program(console.owner) as anna:
        first = (await anna.part("/console/leads")).text
        more = re.search(r'hx-get="(/console/leads\?cursor=\w+)"', first)
        second = (await anna.part(more[1])).text
    shown = re.findall(r'id="lead-(\w{26})"', first + second)
    assert shown == sorted(left, reverse=True)
    assert (first.count('class="lead"'), "Show more" in second) == (21, False)


async def test_suspected_spam_is_listed_and_announced_to_nobody(console):
    published = await console.publishing.by_key(console.site.key)
    from server.leads.submissions import Submission

    said = {"key": "k", "widget": console.letters, "values": {"name": "Win"}, "trap": "filled"}
    await console.reception.receive(published, console.letters, Submission.read(said), None, "203.0.113.9")
    async with console.program(console.owner) as anna:
        assert "looks like spam" in (await anna.part("/console/leads")).text
        assert "data-waits" not in (await anna.part("/console/waiting")).text


async def test_p2_a_lead_whose_tick_waits_for_the_letter_says_so_until_it_is_confirmed(console):
    await subscribe(console)
    await console.write_letter(name="Tom", email="tom@mail.example")
    async with console.program(console.owner) as anna:
        before = (await anna.part("/console/leads")).text
        [optin] = await console.database.read(lambda reader: reader.all(optins.select()))
        await console.database.write(confirming.confirm, optin["id"], "203.0.113.9")
        after = (await anna.part("/console/leads")).text
    assert (before.count("not confirmed yet"), after.count("not confirmed yet")) == (1, 0)


async def test_a_call_of_another_site_looks_like_a_missing_one(console):
    async with console.program(console.owner) as anna:
        answers = [
            await anna.act(f"/console/calls/{'0' * 26}/take"),
            await anna.act("/console/calls/nothing/take"),
            await anna.act(f"/console/leads/{'0' * 26}/take"),
        ]
    assert [(answer.status_code, events(answer)) for answer in answers] == [
        (
            404,
            {
                "frontdesk:told": {"words": "This is not here any more.", "target": "body"},
                "frontdesk:all": {"target": "body"},
            },
        )
    ] * 3


async def test_an_act_from_elsewhere_or_without_the_token_does_nothing(console):
    await console.ask_for_call()
    [call] = await calls(console)
    path = f"/console/calls/{call['id']}/take"
    async with console.program(console.owner) as anna:
        form = {"content-type": "application/x-www-form-urlencoded", "hx-request": "true"}
        token = form | {"x-csrf-token": anna.csrf}
        refused = [
            await anna.client.post(path, headers=form),
            await anna.client.post(path, headers=form | {"x-csrf-token": "x"}),
            await anna.client.post(path, headers=token | {"origin": "https://evil.example"}),
            await anna.client.post(path, headers=token | {"sec-fetch-site": "cross-site"}),
            await anna.client.post(path, headers=token | {"origin": "null", "sec-fetch-site": "cross-site"}),
        ]
    assert [answer.status_code for answer in refused] == [403] * 5
    assert (await calls(console))[0]["state"] == "queued"


async def test_the_figures_of_today_count_what_was_promised_and_kept(console):
    await console.ask_for_call()
    [call] = await calls(console)
    async with console.program(console.owner) as anna:
        await anna.act(f"/console/calls/{call['id']}/take")
        await anna.act(f"/console/calls/{call['id']}/outcome", outcome="no_answer", note="Twice")
        today = html.unescape((await anna.part("/console/today")).text)
    for words in ("100%", "of today's promises kept, 1\u00a0of\u00a01", "no answer", "Anna Petrova", "Twice"):
        assert words in today, words


async def test_who_reads_is_at_the_desk_and_colleagues_follow(console):
    async with console.program(console.owner) as anna:
        from server.hub.presence import Somebody

        await console.presence.arrive(console.site.id, Somebody("m2", "Dmitri Orlov"), "a socket")
        team = (await anna.part("/console/team")).text
    assert re.findall(r'class="one-line">([\w ]+)<', team) == ["Anna Petrova", "Dmitri Orlov"]


async def test_beyond_two_hundred_who_waited_longest_stand_first_all_are_counted_and_the_rest_can_be_reached(console):
    await console.ask_for_call("+381601230000", name="Oldest")
    await many_more(console)
    await console.ask_for_call("+381601239999", name="Newest")
    async with console.program(console.owner) as anna:
        first = (await anna.part("/console/calls")).text
        more = html.unescape(re.search(r'hx-get="(/console/calls\?most=\d+)"', first)[1])
        whole = (await anna.part(more)).text
        waiting = (await anna.part("/console/waiting")).text
        call = re.search(r'id="ringing-(\w+)"', whole)[1]
        taken = (await anna.act(f"/console/calls/{call}/take", most="400")).text
    assert ("Oldest" in first, "Newest" in first, "200 of 205 shown" in first) == (True, False, True)
    assert (more, "Newest" in whole, "Show more" in whole, 'value="400"' in whole) == (
        "/console/calls?most=400", True, False, True,
    )  # fmt: skip
    assert (re.search(r'class="count">(\d+)<', first)[1], 'data-total="205"' in waiting) == ("204", True)
    assert "Newest" in waiting  # the bell is for who comes, however many wait
    assert "Newest" in taken  # what was opened stays open


async def test_a_promise_that_can_still_be_kept_rings_before_those_that_are_broken(console):
    await console.ask_for_call("+381601230000", name="Late")
    await console.database.write(
        lambda tx: tx.run(update(calls_table).values(created_at=calls_table.c.created_at - 840_000))
    )
    await console.ask_for_call("+381601230001", name="Fresh")
    async with console.program(console.owner) as anna:
        page = (await anna.part("/console/calls")).text
    assert re.findall(r"data-card>(\w+)<", page) == ["Fresh", "Late"]


async def test_who_asks_again_rings_again_although_the_promise_runs_from_the_first_asking(console):
    await console.ask_for_call("+381601230000", name="Late")
    long_ago = {name: calls_table.c[name] - 840_000 for name in ("created_at", "asked_at")}
    await console.database.write(lambda tx: tx.run(update(calls_table).values(**long_ago)))
    await console.ask_for_call("+381601230000")
    [call] = await calls(console)
    async with console.program(console.owner) as anna:
        page = (await anna.part("/console/calls")).text
        waiting = (await anna.part("/console/waiting")).text
    since = [int(re.search(r'data-since="(\d+)"', each)[1]) for each in (page, waiting)]
    assert since == [read_instant(call["created_at"]), read_instant(call["asked_at"])]
    assert ("+13 min" in page, "Asked 2 times" in page) == (True, True)


async def test_where_no_time_was_promised_the_clock_says_so_in_words_and_the_row_says_why(console):
    for number in range(2):
        await console.ask_for_call(f"+38160123000{number}")
    await console.database.write(lambda tx: tx.run(update(calls_table).values(reason="needs_manager")))
    async with console.program(console.owner) as anna:
        page = (await anna.part("/console/calls")).text
    assert page.count('title="no time promised"') == 2
    assert page.count('<span class="sr">no time promised</span>') == 2
    assert "Over a calling limit" in page.partition('id="waiting-list"')[2]


async def many_more(console):
    """203 more who wait, in two units: one may not write more than 200 rows."""
    for numbers in (range(100), range(100, 203)):
        await console.database.write(like_the_first, numbers)


def like_the_first(tx, numbers):
    """A request like the first one for each number, each a moment later."""
    row = tx.all(select(calls_table).order_by(calls_table.c.id))[0]
    for each in numbers:
        moment = row["asked_at"] + each + 1
        phone = f"+38162{each:07}"
        own = {"id": tx.new_id(), "phone": phone, "name": f"Number {each}", "asked_at": moment, "created_at": moment}
        tx.run(insert(calls_table), **row | own)


async def test_a_promise_that_is_broken_while_somebody_waits_counts_at_once(console):
    await console.ask_for_call("+381601230000", name="Late")
    await console.database.write(
        lambda tx: tx.run(update(calls_table).values(created_at=calls_table.c.created_at - 60_000))
    )
    async with console.program(console.owner) as anna:
        today = html.unescape((await anna.part("/console/today")).text)
    for words in (
        "<b>0%</b>",
        "of today's promises kept, 0\u00a0of\u00a01",
        "No request of today has been answered yet",
    ):
        assert words in today, words
