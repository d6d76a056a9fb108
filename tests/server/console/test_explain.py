"""On one page of the console somebody asks why a widget shows or does not, for a person or for anybody."""

import re

import pytest

from server.sites import widgets
from server.sites.widget_input import NewWidget, WidgetChange
from tests.server.console.at_work import CALLING, KINDS

PAGE = "https://harbourrow.example/coffee"
BEANS = {"where": {"all": [{"field": "path", "op": "prefix", "value": "/beans"}]}}


async def asked(console, email="", status=200, **query):
    async with console.program(email or console.owner) as program:
        answer = await program.client.get("/console/explain", params=query)
    assert answer.status_code == status
    return answer.text


async def test_before_a_page_is_named_it_says_what_it_is_for(console):
    assert "No page yet" in await asked(console)


async def test_each_widget_stands_there_with_its_reason_and_a_way_to_its_rules(console):
    await console.database.write(widgets.change, KINDS, console.asks, WidgetChange(rules=BEANS))
    said = await asked(console, page=PAGE)
    assert "Wanted: the path begins with “/beans”. Here: /coffee." in said
    assert f'href="/console/widgets/{console.asks}#part-rules"' in said


async def test_a_path_alone_is_a_page_of_the_site_and_its_front_page_stands_there_to_begin_with(console):
    assert f'value="https://{console.site.origins[0].partition("://")[2]}/"' in await asked(console)
    for typed in ("/coffee", "harbourrow.example/coffee"):
        said = await asked(console, page=typed, country="rs", language="SR")
        assert (f'value="{PAGE}"' in said, "Its button is on the page." in said) == (True, True)
        assert re.findall(r'<option value="(\w+)" selected>', said) == ["RS", "sr"]


async def test_the_more_important_stands_above_the_others_also_while_it_is_switched_off(console):
    for name, priority, enabled in (("Less", -1, True), ("First", 5, False), ("Second", 4, True)):
        new = NewWidget(kind=CALLING, name=name, enabled=enabled, rules={"priority": priority})
        await console.database.write(widgets.create, KINDS, console.site.id, new)
    said = await asked(console, page=PAGE)
    names = re.findall(r'<div class="row"><b>(.*?)</b>', said)
    assert names == ["First", "Second", "Call me back", "Write to us", "Less"]
    assert "In the order of importance" in said


async def test_a_manager_reads_the_reasons_and_is_led_to_no_editor(console):
    said = await asked(console, await console.hire("Pavle Simic"), page=PAGE)
    assert ("Its button is on the page." in said, "#part-rules" in said) == (True, False)


async def test_a_person_is_asked_about_on_the_page_they_were_seen_on_last(console):
    lead = await console.ask_for_call(name="Tom Baker", url=PAGE)
    person = await console.client_of(lead)
    said = await asked(console, person=person)
    assert ("What Tom Baker sees" in said, f'value="{PAGE}"' in said) == (True, True)
    async with console.program(console.owner) as anna:
        card = (await anna.client.get(f"/console/people/{person}")).text
    assert f'href="/console/explain?person={person}"' in card


async def test_the_widget_that_was_asked_about_stands_in_front(console):
    new = NewWidget(kind=CALLING, name="Another", rules={"priority": 9})
    other = (await console.database.write(widgets.create, KINDS, console.site.id, new)).id
    for widget in (other, console.asks):
        said = await asked(console, page=PAGE, widget=widget)
        assert re.findall(r"/console/widgets/(\w+)#part-rules", said)[0] == widget


async def test_drafts_are_asked_about_where_they_are_wanted(console):
    new = NewWidget(kind=CALLING, name="Drafted", draft=True)
    await console.database.write(widgets.create, KINDS, console.site.id, new)
    assert "never published" in await asked(console, page=PAGE)
    assert "never published" not in await asked(console, page=PAGE, draft="yes")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"page": "https://"}, "The address of a page of yours"),
        ({"page": "https://evil.example/coffee"}, "Its pages begin with https://harbourrow.example"),
        ({"page": PAGE, "country": "Serbia"}, "Choose a country of the list."),
        ({"page": PAGE, "country": "ZZ"}, "Choose a country of the list."),
        ({"page": PAGE, "language": "klingon"}, "Choose a language of the list."),
        ({"page": PAGE, "device": "tv"}, "Choose one of the list."),
        ({"page": PAGE, "at": "noon"}, "A day and a time."),
    ],
    ids=str,
)
async def test_a_mistake_stands_under_its_field(console, wrong, words):
    said = await asked(console, status=422, **wrong)
    assert (words in said, "No page yet" in said) == (True, False)


@pytest.mark.parametrize(
    "wrong", [{"person": "0" * 26}, {"widget": "0" * 26}, {"person": "x"}, {"widget": "x"}], ids=str
)
async def test_who_and_what_is_not_there_is_told_so(console, wrong):
    await asked(console, status=404, **wrong)
