"""Conditions are shown as rows, and rows give them back to the letter; what rows cannot hold is left alone."""

from random import Random
from typing import Any

import pytest

from server.console import conditions_form
from server.console.conditions_form import OPTIONS, Row, condition_of, place_of, rows_of, tree
from server.rule_fields import FIELDS, ops_of
from server.sites.rules import Rules
from tests.server.console.drawing import words
from tests.server.console.random_rules import condition, leaf

LEAF = {"field": "path", "op": "is", "value": "/a"}
LISTED = {"field": "country", "op": "in", "value": ["RS", "RU"]}
DEEP = {"all": [LEAF, {"any": [LISTED, {"not": [LEAF]}]}, LEAF]}


def test_rows_stand_as_deep_as_their_groups_and_belong_to_the_one_above_them() -> None:
    assert rows_of(DEEP) == (
        Row(0, "all"),
        Row(1, field="path", op="is", values=("/a",)),
        Row(1, "any"),
        Row(2, field="country", op="in", values=("RS", "RU")),
        Row(2, "not"),
        Row(3, field="path", op="is", values=("/a",)),
        Row(1, field="path", op="is", values=("/a",)),
    )
    root = tree("rules.where.tree", rows_of(DEEP) or ()).root
    assert [len(root.members), len(root.members[1].members), root.members[2].path] == [3, 2, "rules.where.tree.6"]


@pytest.mark.parametrize("seed", range(300))
def test_any_conditions_that_the_model_takes_come_back_to_the_letter(seed: int) -> None:
    made = condition(Random(seed))
    stored = Rules.read({"where": made}).document()["where"]
    rows = rows_of(stored)
    assert rows is not None
    assert condition_of(rows) == stored


@pytest.mark.parametrize("name", [*FIELDS, "set.plan"])
def test_every_field_under_every_operator_has_a_control_and_comes_back(name: str) -> None:
    random = Random(name)
    for op in ops_of(name):
        each = {"all": [leaf(random, name, op)]}
        made = tree("t", rows_of(each) or ())
        assert made.control_of(made.root.members[0].row) in made.controls
        assert condition_of(rows_of(each) or ()) == each


@pytest.mark.parametrize(
    "odd",
    [
        {},
        LEAF,
        {"all": [], "any": []},
        {"any": []},
        {"all": [LEAF | {"more": 1}]},
        {"some": [LEAF]},
        {"all": [LEAF | {"value": "two\nlines"}]},
        {"all": [LEAF | {"value": " spaced "}]},
        {"all": [{"field": "hour", "op": "is", "value": "9"}]},
        {"all": [{"field": "moon", "op": "is", "value": ["full"]}]},
        {"all": [{"field": "moon", "op": "is", "value": "full"}]},
        {"all": [{"field": "day", "op": "contains", "value": "1"}]},
        {"all": "nonsense"},
        {"all": [None]},
    ],
)
def test_what_rows_cannot_give_back_has_none(odd: Any) -> None:
    assert rows_of(odd) is None


def test_a_form_is_read_however_it_was_put_together() -> None:
    rows = conditions_form.read([
        {"depth": "0", "group": "any"},
        {"depth": "9", "field": "visits", "op": "in", "value": ["2, 3;5"]},
        {"depth": "x", "group": "worst", "field": "set", "name": " plan ", "op": "in", "value": ["pro\r\n\r\nfree "]},
        {"field": "hour", "op": "at_least", "value": ["nine"]},
        {"depth": "1", "field": "country", "op": "in"},
    ])  # fmt: skip
    assert condition_of(rows) == {
        "any": [
            {"field": "visits", "op": "in", "value": [2, 3, 5]},
            {"field": "set.plan", "op": "in", "value": ["pro", "free"]},
            {"field": "hour", "op": "at_least", "value": "nine"},
            {"field": "country", "op": "in", "value": []},
        ]
    }
    assert condition_of(()) == condition_of((Row(0, "any"),)) == {}
    assert condition_of((Row(1, field="day", op="is", values=("1",)),)) == {
        "all": [{"field": "day", "op": "is", "value": 1}]
    }


def test_a_mistake_is_found_in_its_row() -> None:
    assert [place_of(path, DEEP) for path in ("all.0.value", "all.1", "all.1.any.1.not.0.op", "all.2.value")] == [
        "1.value", "2", "5.op", "6.value",
    ]  # fmt: skip
    assert [place_of(path, DEEP) for path in ("all", "any.0.value", "all.9.value")] == [""] * 3


def test_everything_that_is_chosen_from_a_list_has_words_in_both_languages() -> None:
    for language in ("en", "ru"):
        t = words(language)
        assert [code for code in OPTIONS["language"] if not t.known(f"speaks.{code}")] == []
        assert [code for code in OPTIONS["country"] if not t.known(f"from.{code}")] == []
        apart = ("language", "country", "hour", "day")
        others = {name: values for name, values in OPTIONS.items() if name not in apart}
        assert [each for values in others.values() for each in values if not t.known(f"cond.option.{each}")] == []
        assert [day for day in OPTIONS["day"] if not t.known(f"cond.day.{day}")] == []
        assert [each for each in tree("t", ()).fields if not t.known(f"cond.field.{each}")] == []
    assert {*tree("t", ()).fields} == {*FIELDS, "set"}
