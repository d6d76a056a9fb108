"""What happened at a desk, in the words of a letter."""

from zoneinfo import ZoneInfo

import pytest

from server.console.kinds_shown import Kinds
from server.console.letters_shown import Item, item_of, subject_of
from server.console.times import Clock
from server.console.words import read_words
from server.deliveries.letters import Happened
from server.registry import Registry
from tests.server.deliveries.things import LETTER, MOMENT, PUBLIC, lead

WORDS = read_words()
KINDS = Kinds(Registry({"letter": LETTER}), "en")
CALL = {"id": "k", "client": "c" * 26, "widget": "w", "name": "", "phone": "+381601234567", "question": "Moka?"}


def item(happened, language="en"):
    """The thing as it is drawn."""
    return item_of(happened, KINDS, Clock(ZoneInfo("Europe/Belgrade"), WORDS[language], MOMENT), PUBLIC)


def test_a_lead_tells_who_how_what_where_and_until_when():
    assert item(Happened("lead.created", MOMENT, lead(), "letter", MOMENT + 28_000)) == Item(
        title="Ivana Lukić",
        what="Ivana Lukić left a contact: Letter",
        when="16:06",
        reach=[("tel:+381601234567", "+381 60 1234567"), ("mailto:ivana@mail.example", "ivana@mail.example")],
        promise="We promised to call by 16:06:28.",
        said=[("Question", "Do you deliver\nto an office?")],
        around=["Widget: Letter", "Page: Tastings", "From google.com"],
        link=f"{PUBLIC}/console/people/{'c' * 26}",
    )


@pytest.mark.parametrize(
    ("event", "more", "said"),
    [
        ("callback.created", {}, "+381 60 1234567 asks to be called"),
        ("callback.taken", {"taken_by": {"id": "a", "name": "Anna"}}, "Anna took the call: +381 60 1234567"),
        ("callback.ended", {"outcome": "no_answer"}, "Call with +381 60 1234567: no answer"),
        ("order.paid", {}, "Something happened: order.paid"),
    ],
)
def test_each_event_has_its_sentence_and_an_unheard_of_one_is_named(event, more, said):
    assert item(Happened(event, MOMENT, CALL | more, "At the door")).what == said


def test_the_question_and_the_note_of_a_call_stand_in_its_letter():
    shown = item(Happened("callback.ended", MOMENT, CALL | {"note": "Two bags", "outcome": "reached"}, "At the door"))
    assert (shown.said, shown.around) == ([("Question", "Moka?"), ("note", "Two bags")], ["Widget: At the door"])


def test_what_is_a_sample_says_so_and_what_is_erased_leads_nowhere():
    sample = item(Happened("lead.created", MOMENT, lead(sample=True)))
    erased = item(Happened("client.erased", MOMENT, {"id": "x"}))
    assert sample.around[-1] == "An example, not a real person."
    assert (erased.what, erased.link, erased.reach, erased.around) == ("A person was erased", "", [], [])


def test_a_letter_is_about_the_thing_or_about_how_many():
    one = item(Happened("client.erased", MOMENT, {"id": "x"}))
    subjects = [subject_of([one] * number, "Shop", WORDS["en"]) for number in (1, 3)]
    assert subjects == ["A person was erased · Shop", "3 things at Shop"]


def test_an_address_is_read_in_its_owners_letters_and_written_to_as_it_is_kept():
    thing = lead() | {"name": "", "phone": "", "email": "zoe@xn--80akn5b.xn--p1ai"}
    told = item(Happened("lead.created", MOMENT, thing, "letter"))

    assert (told.title, told.reach) == ("zoe@кафе.рф", [("mailto:zoe@xn--80akn5b.xn--p1ai", "zoe@кафе.рф")])
