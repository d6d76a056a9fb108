"""What a widget is: models that refuse by name, texts by language."""

import time
from unicodedata import normalize

import pytest
from pydantic import TypeAdapter, ValidationError

from server.widget import (
    MOST_MARKS,
    MOST_PROBLEMS,
    Country,
    InvalidSettings,
    LongText,
    Model,
    Settings,
    ShortText,
    WebAddress,
    countries,
    one_line,
    some_lines,
)


class Example(Settings):
    title: ShortText = ShortText()
    words: LongText = LongText()
    seconds: int = 5


class Contact(Model):
    phone: str


def test_title_longer_than_its_limit_is_refused_by_name():
    with pytest.raises(InvalidSettings) as refused:
        Example.read({"title": {"en": "x" * 61}})

    assert refused.value.problems == {"title.en": "at most 60 characters"}


def test_every_error_is_reported_with_its_path():
    with pytest.raises(InvalidSettings) as refused:
        Example.read({"title": {"ENGLISH": "x"}, "seconds": "soon", "colour": "red"})

    assert sorted(refused.value.problems) == ["colour", "seconds", "title.ENGLISH.[key]"]
    assert refused.value.problems["colour"] == "is not a known field"


def test_a_missing_field_is_named_under_its_place():
    with pytest.raises(InvalidSettings) as refused:
        Contact.read({}, "values")

    assert refused.value.problems == {"values.phone": "is required"}


def test_what_was_sent_is_not_repeated_in_the_refusal():
    with pytest.raises(InvalidSettings) as refused:
        Example.read({"seconds": "secret-canary"})

    assert "secret-canary" not in str(refused.value.body())


def test_an_owners_words_are_found_by_language():
    text = ShortText({"ru": "Да", "en": ""})

    assert (text.in_language("ru"), text.in_language("en"), text.in_language("sr")) == ("Да", None, None)


@pytest.mark.parametrize(
    ("typed", "line", "lines"),
    [
        ("  Anna   Kos ", "Anna Kos", "  Anna   Kos "),
        ("Anna\u202eKos\x00\x9f", "AnnaKos", "Anna\u202eKos"),
        ("A\r\nB\tC\x07", "A B C", "A\nB C"),
        ("e\u0301 👩‍👩‍👧 مرحبا", "é 👩‍👩‍👧 مرحبا", "é 👩‍👩‍👧 مرحبا"),
        ("\ud800x", "x", "x"),
    ],
)
def test_words_of_people_lose_only_what_cannot_be_seen(typed: str, line: str, lines: str):
    assert (one_line(typed), some_lines(typed)) == (line, lines)
    assert (one_line(7), some_lines(None)) == (7, None)


def test_a_country_is_one_that_exists():
    read = TypeAdapter(Country).validate_python

    assert read("RS") == "RS"
    assert countries()["RS"] == "Serbia"
    for unknown in ("rs", "XX", "Serbia", ""):
        with pytest.raises(ValidationError):
            read(unknown)


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("", True),
        ("https://shop.example/privacy?a=b", True),
        ("http://localhost:8000", True),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("https://[", False),
        ("https://shop.example/a b", False),
        ("//shop.example", False),
        ("https://shop.example/" + "x" * 500, False),
    ],
)
def test_a_web_address_is_one_that_browsers_open_safely(typed: str, fits: bool):
    try:
        assert TypeAdapter(WebAddress).validate_python(typed) == typed
        read = True
    except ValidationError:
        read = False

    assert read is fits


@pytest.mark.parametrize("mark", ["\u0301", "\u0f73"], ids=["an accent", "one that is two marks"])
def test_a_tower_of_marks_is_cut_before_it_costs_seconds(mark):
    tower = "a" + mark * 60_000

    started = time.monotonic()
    lengths = [len(read(tower)) for read in (one_line, some_lines)]

    assert max(lengths) <= 1 + 2 * MOST_MARKS
    assert time.monotonic() - started < 1


def test_words_with_many_marks_stay_as_they_are():
    for words in ("Việt Nam", "שָׁלוֹם", "สวัสดี น้ำ", "क्षत्रिय", "a" + "\u0323\u0302" * 5):
        assert one_line(words) == some_lines(words) == normalize("NFC", words)


def test_whoever_makes_thousands_of_mistakes_is_told_a_hundred():
    with pytest.raises(InvalidSettings) as refused:
        Contact.read({f"field{n}": 0 for n in range(5000)})

    assert len(refused.value.problems) == MOST_PROBLEMS
