"""Answers and facts with their names."""

from server.console.values_shown import readable, value_name
from server.console.words import read_words

WORDS = read_words()["en"]


def test_fields_are_called_in_words_or_by_their_own_name():
    assert [value_name(name, WORDS) for name in ("question", "brews_with")] == ["Question", "brews with"]


def test_what_is_empty_and_the_contact_are_left_out():
    values = {"name": "Tom", "phone": "+1", "email": "", "message": "Hi", "tags": ["a", "b"], "none": None, "n": 0}
    assert readable(values, WORDS) == [("Message", "Hi"), ("tags", "a, b"), ("n", "0")]
