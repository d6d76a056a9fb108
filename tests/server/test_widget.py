"""What a widget is: models that refuse by name, texts by language."""

import time
from unicodedata import normalize

import pytest
from pydantic import TypeAdapter, ValidationError

from server.widget import (
    MOST_MARKS,
    Country,
    InvalidSettings,
    LongText,
    PageAddress,
    Purpose,
    Settings,
    ShortText,
    WebAddress,
    clean_name,
    countries,
    one_line,
    some_lines,
)


class Example(Settings):
    title: ShortText = ShortText()
    words: LongText = LongText()
    seconds: int = 5


def test_title_longer_than_its_limit_is_refused_by_name():
    with pytest.raises(InvalidSettings) as refused:
        Example.read({"title": {"en": "x" * 61}})

    assert refused.value.problems == {"title.en": "at most 60 characters"}


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


@pytest.mark.parametrize("typed", ["", "https://shop.example/a", "/", "/delivery?a=b#c", "#prices", "?page=2", "/цены"])
def test_a_page_is_named_with_its_site_or_within_the_present_one(typed: str):
    assert TypeAdapter(PageAddress).validate_python(typed) == typed


@pytest.mark.parametrize(
    "typed",
    ["//shop.example", "/\\shop.example", "#a\\b", "/\t/shop.example", "/a b", "catalog.html", "javascript:alert(1)",
     "https://user@shop.example/", "/" + "x" * 500],
)  # fmt: skip
def test_what_browsers_may_read_as_another_place_names_no_page(typed: str):
    with pytest.raises(ValidationError):
        TypeAdapter(PageAddress).validate_python(typed)


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


def test_a_purpose_needs_a_letter_where_its_settings_say_so():
    always = Purpose("news", text="news", setting="news", confirmed=lambda settings: True)

    assert always.needs_letter(Settings()) is True
    assert Purpose("news", text="news", setting="news").needs_letter(Settings()) is False
