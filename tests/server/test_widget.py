"""What a widget is: models that refuse by name, texts by language."""

import re
import time
from pathlib import Path
from typing import Annotated, Literal
from unicodedata import normalize

import pytest
from pydantic import TypeAdapter, ValidationError

from server.widget import (
    MOST_MARKS,
    MOST_PROBLEMS,
    WRITTEN,
    Country,
    Field,
    InvalidSettings,
    Language,
    Line,
    LongText,
    Model,
    Settings,
    ShortText,
    WebAddress,
    clean_name,
    countries,
    one_line,
    some_lines,
)

ROOT = Path(__file__).parents[2]
PATTERN = re.compile(r'pattern=r"([^"]+)"')


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

    assert sorted(refused.value.problems) == ["colour", "seconds", "title.ENGLISH"]
    assert refused.value.problems["colour"] == "is not a known field"


def test_a_missing_field_is_named_under_its_place():
    with pytest.raises(InvalidSettings) as refused:
        Contact.read({}, "values")

    assert refused.value.problems == {"values.phone": "is required"}


def test_what_was_sent_is_not_repeated_in_the_refusal():
    with pytest.raises(InvalidSettings) as refused:
        Example.read({"seconds": "secret-canary"})

    assert "secret-canary" not in str(refused.value.body())


class Asked(Model):
    tags: tuple[Line, ...] = Field((), max_length=2)
    label: dict[Language, Line] = Field(default_factory=dict)
    words: Annotated[Line, Field(min_length=2, max_length=60)] = "yes"
    when: Literal["now", "later"] = "now"
    inner: Contact | None = None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "x" * 10_000}, {"words": "at most 60 characters"}),
        ({"words": "x"}, {"words": "at least 2 characters"}),
        ({"words": 5}, {"words": "must be a text"}),
        ({"tags": "one"}, {"tags": "must be a list"}),
        ({"tags": ["a", "b", "c"]}, {"tags": "at most 2 of them"}),
        ({"inner": 5}, {"inner": "must be an object"}),
        ({"when": "soon"}, {"when": "must be 'now' or 'later'"}),
        ({"label": {'xx-evil".': "x"}}, {"label": "a language like en, sr or sr-Latn"}),
        ({"label": {"english": "x"}}, {"label.english": "a language like en, sr or sr-Latn"}),
        ([], {"body": "must be an object"}),
    ],
)
def test_a_refusal_speaks_to_people_and_not_of_python(sent: object, said: dict[str, str]):
    with pytest.raises(InvalidSettings) as refused:
        Asked.read(sent)

    assert refused.value.problems == said


def test_every_pattern_of_the_house_is_put_into_words():
    written = {each for path in ROOT.glob("server/**/*.py") for each in PATTERN.findall(path.read_text("utf-8"))}

    assert sorted(written - WRITTEN.keys()) == []


@pytest.mark.parametrize("typed", ["\u200b", " \u200b\u202e", "\u3164", "\u0301", "\r\n"])
def test_a_name_in_which_nothing_can_be_seen_is_none(typed: str):
    assert clean_name(typed) == ""


def test_a_name_stands_on_one_line():
    assert clean_name("Evil\r\nBcc: v@w.example\x01\u202e") == "Evil Bcc: v@w.example"


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
        ("https://user:pw@shop.example/", False),
        ("https://user@shop.example/", False),
        ("https://shop.example/@anna", True),
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
