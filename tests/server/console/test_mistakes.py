"""A mistake is found by its path, in lists and texts too."""

import re
from typing import Any

import pytest

from server.console.form_shapes import shapes_of
from server.console.labels import Label, of_rules
from server.console.mistakes import mistakes, shape_at
from server.console.rule_shapes import rule_shapes
from server.sites.rules import Rules
from tests.server.console.drawing import words
from tests.support.every_field import Everything

SHAPES = shapes_of(Everything)
LABEL: Label = {"mistake.too_deep": "Zu tief."}.get


def test_a_path_leads_to_the_shape_of_what_stands_there() -> None:
    found = [
        shape_at(SHAPES, path.split(".")) for path in ("title.en", "steps.1.name", "look.ink", "links.0", "nothing")
    ]
    assert [each and each.control for each in found] == ["text", "line", "colour", "address", None]


def test_what_no_word_of_ours_fits_is_said_as_the_model_says_it() -> None:
    found = mistakes(Everything, {"nonsense": 1, "name": "x" * 41}, "settings", SHAPES, words(), LABEL)
    assert found == {"settings.name": "At most 40 characters.", "settings.nonsense": "is not a known field"}


def test_a_document_without_mistakes_has_none() -> None:
    assert mistakes(Everything, {}, "settings", SHAPES, words(), LABEL) == {}


def test_a_refusal_with_a_reason_of_its_own_is_said_by_it_in_every_language() -> None:
    deep: dict[str, object] = {"field": "path", "op": "is", "value": "/"}
    for _ in range(9):
        deep = {"not": [deep]}
    found = [
        mistakes(Rules, rules, "rules", rule_shapes(), words("ru"), label)
        for rules, label in (
            ({"where": deep}, LABEL),
            ({"where": deep}, of_rules(words("ru"))),
            ({"where": {"any": [{}] * 300}}, of_rules(words("ru"))),
            ({"where": {"any": []} | {"not": []}}, of_rules(words("ru"))),
        )
    ]
    assert [list(each.values()) for each in found] == [
        ["Zu tief."],
        ["Не больше 8 групп условий одна в другой."],
        ["Не больше 100 условий."],
        ["Чего-то не хватает: заполните здесь все поля."],
    ]


@pytest.mark.parametrize(
    "leaf",
    [
        {"field": "moon", "op": "is", "value": "full"},
        {"field": "day", "op": "contains", "value": 1},
        {"field": "day", "op": "is", "value": 8},
        {"field": "day", "op": "in", "value": []},
        {"field": "path", "op": "is", "value": 1},
        {"field": "path", "op": "is", "value": ""},
        {"field": "path", "op": "is", "value": "x" * 501},
        {"field": "device", "op": "is", "value": "moon"},
        {"field": "country", "op": "is", "value": "rs"},
        {"field": "language", "op": "is", "value": "RU"},
        {"field": "set.plan", "op": "at_least", "value": "much"},
    ],
)
def test_whatever_is_wrong_with_a_condition_is_said_in_the_readers_language_at_its_path(leaf: dict[str, Any]) -> None:
    t = words("ru")
    found = mistakes(Rules, {"where": {"all": [leaf]}}, "rules", rule_shapes(), t, of_rules(t))
    assert [path.startswith("rules.where.all.0.") for path in found] == [True]
    assert all(re.search("[а-я]", said) and not re.search("[a-z]", said) for said in found.values())


def test_a_figure_out_of_its_bounds_is_told_which_they_are() -> None:
    t = words("ru")
    found = [
        mistakes(Rules, {"when": [trigger]}, "rules", rule_shapes(), t, of_rules(t))
        for trigger in (
            {"kind": "delay", "seconds": 3601},
            {"kind": "time", "seconds": 90_000},
            {"kind": "delay", "seconds": -1},
            {"kind": "scroll", "percent": 101},
        )
    ]
    assert [list(each.values()) for each in found] == [
        ["От 0 до 3600."],
        ["Не больше 86400."],
        ["Не меньше 0."],
        ["От 1 до 100."],
    ]
