"""What a widget is: models that refuse by name, texts by language."""

import pytest

from server.widget import InvalidSettings, LongText, Model, Settings, ShortText


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
