"""The short form and the rows give conditions back to the letter, and simple ones stay simple."""

from typing import Any

import pytest

from server.console.where_shown import LEAF as LEAF_SHAPES
from server.console.where_shown import Where, form_path, read, where_of

LEAF = {"field": "path", "op": "is", "value": "/a"}
DEEP = {"all": [{"any": [LEAF]}, {"not": [LEAF]}]}
ODD = {"all": [LEAF | {"value": "two\nlines"}]}


@pytest.mark.parametrize(
    ("condition", "mode"),
    [({}, "everywhere"), (None, "everywhere"), ({"any": [LEAF]}, "only"), ({"all": [LEAF]}, "only"),
     ({"not": [LEAF, LEAF]}, "not_on"), ({"all": [LEAF, LEAF]}, "conditions"), (DEEP, "conditions"),
     ({"any": [LEAF | {"field": "referrer"}]}, "conditions"), ({"any": []}, "own"), (ODD, "own")],
)  # fmt: skip
def test_simple_conditions_are_a_list_others_are_rows_and_the_rest_is_left_alone(condition: Any, mode: str) -> None:
    assert where_of(condition).mode == mode


@pytest.mark.parametrize("condition", [{"all": [LEAF]}, {"any": [LEAF]}, {"not": [LEAF]}, DEEP, {}, ODD])
def test_what_nobody_has_changed_comes_back_to_the_letter(condition: dict[str, Any]) -> None:
    where = where_of(condition)
    tree = [{"depth": str(row.depth), "group": row.group, "field": row.field, "op": row.op, "value": list(row.values)}
            for row in where.rows]  # fmt: skip
    assert read({"mode": where.mode, "list": list(where.leaves), "tree": tree}, condition) == condition


def test_another_choice_makes_other_conditions_and_an_empty_list_means_everywhere() -> None:
    assert read({"mode": "not_on", "list": [LEAF]}, DEEP) == {"not": [LEAF]}
    assert read({"mode": "only", "list": []}, {"any": [LEAF]}) == {}
    assert read({"mode": "everywhere"}, DEEP) == {}
    assert read({"mode": "nonsense"}, DEEP) == DEEP
    assert read({"mode": "conditions", "tree": []}, DEEP) == {}
    assert read({"mode": "conditions"}, DEEP) == DEEP
    assert where_of({"not": [LEAF]}) == Where("not_on", (LEAF,))


def test_a_new_row_begins_with_the_path_that_is_exactly_this() -> None:
    assert {shape.name: shape.options[:1] for shape in LEAF_SHAPES if shape.control == "choice"} == {
        "field": ("path",),
        "op": ("is",),
    }


def test_a_mistake_in_the_conditions_is_found_where_the_form_shows_them() -> None:
    assert form_path("any.0.value", {"any": [LEAF]}) == "list.0.value"
    assert form_path("not.1.value", {"not": [LEAF, LEAF]}) == "list.1.value"
    assert form_path("all.0.any.0.value", DEEP) == "tree.2.value"
    assert form_path("any.0.value", {"any": [LEAF]}, "conditions") == "tree.1.value"
    assert form_path("all", DEEP) == "all"
