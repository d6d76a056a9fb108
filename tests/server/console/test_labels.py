"""Settings and rules have names: the room's, the console's, or at worst the model's own."""

from server.console.labels import of_kind, of_rules, plain_pattern, spelled
from tests.server.console.drawing import words
from tests.support.every_field import KIND


def test_a_rooms_words_come_first_in_the_readers_language_or_else_in_english() -> None:
    label = of_kind(KIND, words("ru"))
    assert [label(key) for key in ("setting.title", "setting.story", "group.texts", "group.unheard")] == [
        "Heading",
        None,
        "Тексты",
        None,
    ]


def test_rules_are_named_by_the_console() -> None:
    label = of_rules(words())
    assert [label(key) for key in ("setting.start", "choice.when.kind.exit", "setting.nothing")] == [
        "Not before",
        "the visitor is about to leave",
        None,
    ]


def test_a_name_becomes_words_and_a_pattern_an_example() -> None:
    assert spelled("promise_seconds") == "Promise seconds"
    assert plain_pattern("In {n} {n|second|seconds}, {by") == "In {n} seconds, by"
