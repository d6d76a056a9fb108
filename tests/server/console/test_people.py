"""People over HTTP: the list, the card, notes, erasure."""

import html
import json
import re

import pytest

from server.clients import cards
from server.clients.people import Claims, find_or_create
from server.clients.sources import read_source
from server.errors import NotFound
from server.sites.policy import Role


def events(answer):
    return json.loads(answer.headers.get("hx-trigger", "{}"))


async def test_the_list_is_newest_first_and_goes_on_where_it_ended(console):
    left = [await console.write_letter(name=f"Number {number}", email=f"n{number}@x.example") for number in range(53)]
    people = sorted([await console.client_of(lead) for lead in left], reverse=True)
    async with console.program(console.owner) as anna:
        first = (await anna.client.get("/console/people")).text
        more = html.unescape(re.search(r'hx-get="(/console/people\?rows=1[^"]*)"', first)[1])
        second = (await anna.part(more)).text
    shown = re.findall(r'href="/console/people/(\w+)" data-card', first + second)
    assert shown == people
    assert "<html" not in second


async def test_a_whole_number_in_any_form_or_a_whole_e_mail_finds_the_person(console):
    await console.ask_for_call("+381601234567", name="Ivana Lukić")
    await console.write_letter(name="Tom Hale", email="Tom@mail.example")
    async with console.program(console.owner) as anna:
        found = {
            q: sorted(
                re.findall(r"data-card>([\w ć]+)<", (await anna.client.get("/console/people", params={"q": q})).text)
            )
            for q in ("+381 60 123 4567", "060/1234567", "tom@MAIL.example", "nobody@x.example", "'; --", "\0")
        }
    assert found == {
        "+381 60 123 4567": ["Ivana Lukić"],
        "060/1234567": ["Ivana Lukić"],
        "tom@MAIL.example": ["Tom Hale"],
        "nobody@x.example": [],
        "'; --": [],
        "\0": ["Ivana Lukić", "Tom Hale"],
    }


async def test_nobody_yet_and_nobody_found_teach_different_things(console):
    async with console.program(console.owner) as anna:
        assert "Nobody yet" in (await anna.client.get("/console/people")).text
        assert "Beginnings of words are enough" in (await anna.client.get("/console/people?q=x")).text
        assert "Leave out one of the filters" in (await anna.client.get("/console/people?has=email")).text


async def test_a_card_shows_contact_source_consent_words_and_everything_that_happened(console):
    lead = await console.ask_for_call(
        name="Ivana Lukić", question="Open?", url="https://harbourrow.example/guji?utm_source=may&utm_campaign=spring"
    )
    async with console.program(console.owner) as anna:
        page = html.unescape((await anna.client.get(f"/console/people/{await console.client_of(lead)}")).text)
    for words in (
        "<h1>Ivana Lukić</h1>", 'href="tel:+381601234567"', "as typed, not verified", "campaign “spring”", "to /guji",
        "To be contacted", "Use my number for this call. Nothing else.", "version 1 of these words",
        "Asked to be called", "Left a contact: Call me back", "Agreed: To be contacted",
    ):  # fmt: skip
        assert words in page, words


async def test_who_left_no_name_has_the_number_under_contacts_in_the_list_and_as_a_way_to_reach_them(console):
    lead = await console.ask_for_call("+381601234567")
    await console.write_letter(email="tom@x.example")
    async with console.program(console.owner) as anna:
        listed = (await anna.client.get("/console/people")).text
        page = (await anna.client.get(f"/console/people/{await console.client_of(lead)}")).text
    card = page.partition('<div class="whole"')[2].partition('aria-labelledby="tags"')[0]
    assert re.findall(r'<td class="contacts">(.*?)</td>', listed) == [
        '<span class="num">tom@<wbr>x.example</span>',
        '<span class="num">+381 60 1234567</span>',
    ]
    assert (card.count("+381 60 1234567"), "as typed, not verified" in card) == (2, True)


async def test_a_request_that_waits_is_taken_on_the_card_and_then_leads_to_its_outcome(console):
    email = await console.hire("Dmitri Orlov")
    lead = await console.ask_for_call(name="Ivana", question="Open on Sunday?")
    person = await console.client_of(lead)
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        page = (await anna.client.get(f"/console/people/{person}")).text
        call = re.search(r'hx-post="/console/calls/(\w+)/take" hx-target="#person-calls"', page)[1]
        taken = await anna.act(f"/console/calls/{call}/take", card="1")
        lost = await dmitri.act(f"/console/calls/{call}/take", card="1")
        theirs = (await dmitri.part(f"/console/people/{person}/calls")).text
        ended = await anna.act(f"/console/calls/{call}/outcome", outcome="reached")
        over = (await anna.part(f"/console/people/{person}/calls")).text
    for words in ("Asks to be called", "Open on Sunday?", "data-untaken", "Take and call"):
        assert words in page, words
    assert (taken.status_code, lost.status_code, ended.status_code) == (200, 409, 200)
    assert ("With you since" in taken.text, f'href="/console/#mine-{call}"' in taken.text) == (True, True)
    assert ("With Anna Petrova" in theirs, "/take" in theirs, "#mine-" in theirs) == (True, False, False)
    assert "<section" not in over


async def test_the_timeline_is_filtered_by_kind_and_an_unknown_kind_is_nothing(console):
    person = await console.client_of(await console.ask_for_call(name="Ivana"))
    async with console.program(console.owner) as anna:
        calls = (await anna.part(f"/console/people/{person}/timeline?kind=call")).text
        visits = (await anna.part(f"/console/people/{person}/timeline?kind=visit")).text
        unknown = await anna.part(f"/console/people/{person}/timeline?kind=x")
    assert re.findall(r"<b>([\w :]+)</b>", calls) == ["Asked to be called"]
    assert "Nothing of this kind has happened." in visits
    assert unknown.status_code == 404


async def test_a_long_timeline_goes_on_by_number_without_a_second_heading_for_the_day(console):
    person = await console.client_of(await console.write_letter(name="Tom", email="tom@x.example"))
    async with console.program(console.owner) as anna:
        for number in range(52):
            assert (await anna.act(f"/console/people/{person}/notes", text=f"Note {number}")).status_code == 200
        first = (await anna.part(f"/console/people/{person}/timeline")).text
        more = html.unescape(re.search(r'hx-get="([^"]*rows=1[^"]*)"', first)[1])
        second = (await anna.part(more)).text
    numbers = [int(number) for number in re.findall(r'data-number="(\d+)"', first + second)]
    assert numbers == list(range(53, 0, -1))
    assert (first.count('class="day"'), second.count('class="day"')) == (1, 0)


async def test_a_note_is_kept_with_who_wrote_it_and_an_empty_one_is_refused(console):
    person = await console.client_of(await console.write_letter(name="Tom", email="tom@x.example"))
    async with console.program(console.owner) as anna:
        kept = await anna.act(f"/console/people/{person}/notes", text="Likes cocoa\nand nuts")
        empty = await anna.act(f"/console/people/{person}/notes", text="   ")
    assert ("Likes cocoa\nand nuts" in kept.text, "Anna Petrova ·" in kept.text) == (True, True)
    assert events(kept) == {
        "frontdesk:told": {"words": "Note saved.", "target": "body"},
        "frontdesk:client": {"target": "body"},
    }
    assert (empty.status_code, events(empty)) == (
        422, {"frontdesk:refused": {"errors": {"text": "Write something first, at most 4,000 characters."}}},
    )  # fmt: skip


async def test_somebody_is_erased_only_once_the_right_word_is_typed(console):
    person = await console.client_of(await console.write_letter(name="Ivana Lukić", email="i@x.example"))
    async with console.program(console.owner) as anna:
        page = (await anna.client.get(f"/console/people/{person}")).text
        wrong = await anna.act(f"/console/people/{person}/erase", confirm="Tom")
        assert (await anna.client.get(f"/console/people/{person}")).status_code == 200
        right = await anna.act(f"/console/people/{person}/erase", confirm=" ivana ")
        gone = await anna.client.get(f"/console/people/{person}")
    assert "The card and 1 record go for good." in page
    assert (wrong.status_code, events(wrong)) == (
        422, {"frontdesk:refused": {"errors": {"confirm": "This is not what is asked for."}}},
    )  # fmt: skip
    assert (right.status_code, right.headers["hx-redirect"]) == (200, "/console/people")
    assert (gone.status_code, "Nothing here" in gone.text) == (404, True)
    with pytest.raises(NotFound):
        await console.database.read(cards.card, console.site.id, person)


async def test_a_manager_may_not_erase_and_is_not_offered_to(console):
    email = await console.hire("Dmitri Orlov", Role.MANAGER)
    person = await console.client_of(await console.write_letter(name="Ivana", email="i@x.example"))
    async with console.program(email) as dmitri:
        page = (await dmitri.client.get(f"/console/people/{person}")).text
        answer = await dmitri.act(f"/console/people/{person}/erase", confirm="Ivana")
    assert 'id="erase"' not in page
    assert (answer.status_code, events(answer)["frontdesk:told"]) == (
        403, {"words": "Your role does not allow this. An owner or an admin can do it.", "target": "body"},
    )  # fmt: skip


async def test_a_person_of_another_site_looks_like_a_missing_one(console):
    async with console.program(console.owner) as anna:
        answers = [
            await anna.client.get(f"/console/people/{'0' * 26}"),
            await anna.client.get("/console/people/x"),
            await anna.part(f"/console/people/{'0' * 26}/timeline"),
            await anna.act(f"/console/people/{'0' * 26}/notes", text="x"),
            await anna.act(f"/console/people/{'0' * 26}/erase", confirm="x"),
        ]
    assert [answer.status_code for answer in answers] == [404] * 5


async def test_whoever_looks_at_an_erased_card_is_told_so_in_its_place_and_reads_nothing_anew(console):
    person = await console.client_of(await console.write_letter(name="Tom", email="tom@x.example"))
    async with console.program(console.owner) as anna:
        await anna.act(f"/console/people/{person}/erase", confirm="Tom")
        answer = await anna.part(f"/console/people/{person}/timeline")
    assert (answer.status_code, answer.headers["hx-retarget"], answer.headers["hx-reswap"], events(answer)) == (
        404, "#person", "outerHTML", {},
    )  # fmt: skip
    assert "This person was erased" in answer.text


HOSTILE = (
    "<script>pwned()</script>",
    "=SUM(A1:A9)",
    "x" * 10_000,
    "O'Brien \"<b>",
    "☕️ Кофе",
    "\u202eأحمد",
    "javascript:pwned()",
)


async def test_k6_hostile_names_are_inert_text_in_the_list_and_on_the_card(console):
    direct = read_source("https://shop.example/", "")
    made = {}
    for number, name in enumerate(HOSTILE):
        claims = Claims(name=name, email=f"h{number}@x.example")
        made[name] = await console.database.write(find_or_create, console.site.id, claims, direct)
    async with console.program(console.owner) as anna:
        listed = (await anna.client.get("/console/people")).text
        cards_shown = {name: (await anna.client.get(f"/console/people/{made[name]}")).text for name in HOSTILE}
        found = (await anna.client.get("/console/people", params={"q": HOSTILE[0]})).text
    for page in (listed, found, *cards_shown.values()):
        assert "<script>pwned" not in page
        assert "O'Brien \"<b>" not in page
    for name, page in cards_shown.items():
        assert f"<h1>{html.escape(name, quote=True).replace('&quot;', '&#34;').replace('&#x27;', '&#39;')}</h1>" in page
    assert f"data-card>{html.escape('<script>pwned()</script>')}</a>" in found
