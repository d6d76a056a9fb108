"""Where a widget shows is said in a few words, and the short form gives conditions back to the letter."""

from typing import Any

import pytest

from server.console.where_shown import LEAF as LEAF_SHAPES
from server.console.where_shown import Where, form_path, in_words, read, where_of
from tests.server.console.drawing import words

LEAF = {"field": "path", "op": "is", "value": "/a"}
DEEP = {"all": [{"any": [LEAF]}, {"not": [LEAF]}]}


@pytest.mark.parametrize(
    ("condition", "mode"),
    [({}, "everywhere"), (None, "everywhere"), ({"any": [LEAF]}, "only"), ({"all": [LEAF]}, "only"),
     ({"not": [LEAF, LEAF]}, "not_on"), ({"all": [LEAF, LEAF]}, "own"), (DEEP, "own"), ({"any": []}, "own")],
)  # fmt: skip
def test_conditions_are_shown_as_a_list_where_they_are_one(condition: Any, mode: str) -> None:
    assert where_of(condition).mode == mode


@pytest.mark.parametrize("condition", [{"all": [LEAF]}, {"any": [LEAF]}, {"not": [LEAF]}, DEEP, {}])
def test_what_nobody_has_changed_comes_back_to_the_letter(condition: dict[str, Any]) -> None:
    where = where_of(condition)
    assert read({"mode": where.mode, "list": list(where.leaves)}, condition) == condition


def test_another_choice_makes_other_conditions_and_an_empty_list_means_everywhere() -> None:
    assert read({"mode": "not_on", "list": [LEAF]}, DEEP) == {"not": [LEAF]}
    assert read({"mode": "only", "list": []}, {"any": [LEAF]}) == {}
    assert read({"mode": "everywhere"}, DEEP) == {}
    assert read({"mode": "nonsense"}, DEEP) == DEEP


def test_a_few_words_tell_where() -> None:
    many = {"any": [LEAF | {"value": f"/{name}"} for name in "abcd"]}
    said = [in_words({"where": each}, words()) for each in ({}, {"not": [LEAF]}, many, DEEP)]
    assert said == ["on every page", "everywhere but on /a", "only on /a, /b +2", "by conditions of its own"]
    assert where_of({"not": [LEAF]}) == Where("not_on", (LEAF,))


def test_a_new_row_begins_with_the_path_that_is_exactly_this() -> None:
    assert {shape.name: shape.options[:1] for shape in LEAF_SHAPES if shape.control == "choice"} == {
        "field": ("path",),
        "op": ("is",),
    }


def test_a_mistake_in_the_conditions_is_found_in_the_list_that_shows_them() -> None:
    assert form_path("any.0.value", {"any": [LEAF]}) == "list.0.value"
    assert form_path("not.1.value", {"not": [LEAF, LEAF]}) == "list.1.value"
    assert form_path("all.0.any.0.value", DEEP) == "all.0.any.0.value"
