"""Letters and chat messages: both languages, both forms, and links to the configured address only."""

import re

from server.console.letters import cut, tidy, units
from server.console.pages import TEMPLATES
from server.deliveries.letters import Desk, Happened
from tests.server.deliveries.things import DRAWER, MOMENT, PUBLIC, lead

DESK = Desk("Harbour Row", "Europe/Belgrade")
HAPPENED = Happened("lead.created", MOMENT, lead(), "At the door", MOMENT + 28_000)


def test_one_thing_is_a_letter_of_its_own():
    letter = DRAWER.news("en", DESK, [HAPPENED])
    assert letter.subject == "Ivana Lukić left a contact: At the door · Harbour Row"
    assert "We promised to call by 16:06:28." in letter.text
    assert f'<a class="btn" href="{PUBLIC}/console/people/{"c" * 26}">Open the card</a>' in letter.html


def test_several_things_are_one_letter_with_the_hour_of_each():
    letter = DRAWER.news("ru", DESK, [HAPPENED, Happened("client.erased", MOMENT, {"id": "x"})])
    assert letter.subject == "2 события на сайте Harbour Row"
    assert "Ivana Lukić – новый контакт: At the door, " in letter.text
    assert letter.html.count("<h2>") == 2


def test_both_forms_of_a_letter_say_the_same():
    letter = DRAWER.news("en", DESK, [HAPPENED])
    plain = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]+>", " ", letter.html, flags=re.DOTALL)
    said = [line for line in letter.text.splitlines() if line and "http" not in line and line != "-- "]
    assert [line for line in said if line.partition(": ")[2] not in plain] == []


def test_nothing_is_fetched_and_no_script_stands_in_any_letter():
    for path in (TEMPLATES / "mail").glob("*.html"):
        drawn = path.read_text("utf-8")
        assert re.findall(r"<(script|img|link|iframe|form|object)|url\(|@import|src=", drawn) == [], path.name


def test_every_letter_has_both_its_forms():
    found = {suffix: {path.stem for path in (TEMPLATES / "mail").glob(f"*.{suffix}")} for suffix in ("txt", "html")}
    assert found["txt"] - {"chat"} == found["html"]


def test_a_message_for_a_chat_keeps_its_link_however_long_the_rest_is():
    said = DRAWER.line("en", DESK, Happened("lead.created", MOMENT, lead(values={"x": "🐟" * 5000})), 300)
    assert (units(said) <= 300, said.endswith(f"🐟…\n\n{PUBLIC}/console/people/{'c' * 26}")) == (True, True)


def test_text_is_cut_between_signs_and_counted_as_chats_count():
    assert (units("a🐟"), cut("a🐟", 3), cut("a🐟b", 3), cut("abcd", 3)) == (3, "a🐟", "a…", "ab…")


def test_loops_of_templates_leave_no_gaps():
    assert tidy("\n\na\n\n\n\nb\n") == "a\n\nb\n"
