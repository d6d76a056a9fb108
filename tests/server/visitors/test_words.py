"""The words that visitors get from us, in every language that we speak to them."""

import re

import pytest

from server.visitors.words import say_as_accepted, say_in, spoken


def test_every_language_has_the_same_words_with_the_same_values():
    texts = {language: say._texts for language, say in spoken().items()}
    places = {
        language: {key: set(re.findall(r"{(\w+)}", text)) for key, text in words.items()}
        for language, words in texts.items()
    }

    assert set(texts) == {"en", "ru", "sr", "sr-Latn"}
    assert all(each == places["en"] for each in places.values())


@pytest.mark.parametrize(
    ("language", "spoken_in"),
    [("ru", "ru"), ("ru-RU", "ru"), ("sr-Latn", "sr-Latn"), ("sr-Cyrl", "sr"), ("de", "en"), ("", "en")],
)
def test_a_language_that_we_do_not_speak_is_english(language: str, spoken_in: str):
    assert say_in(language).language == spoken_in


@pytest.mark.parametrize(
    ("accepted", "spoken_in"),
    [("de, ru;q=0.8", "ru"), ("sr-Latn-RS,sr;q=0.9", "sr"), ("", "en"), (",;q=," * 500, "en")],
)
def test_a_browser_is_answered_in_the_first_language_it_takes_that_we_speak(accepted: str, spoken_in: str):
    assert say_as_accepted(accepted).language == spoken_in
