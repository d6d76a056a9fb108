"""What a widget is: models that refuse by name, texts by language."""

import pytest
from pydantic import TypeAdapter, ValidationError

from server.widget import (
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
