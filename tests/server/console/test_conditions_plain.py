"""Conditions are put plainly without another meaning: whatever is known or not, both are decided alike."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import pytest

from server.console.conditions_plain import All, Either, Leaf, Node, Not, plain
from tests.server.console.random_rules import condition

LEAF = {"field": "path", "op": "is", "value": "/a"}
OTHER = {"field": "path", "op": "is", "value": "/b"}
DAY = {"field": "day", "op": "is", "value": 1}
Known = Callable[[str, str, Any], bool | None]


def test_the_same_asked_of_one_field_is_one_question() -> None:
    together = Leaf("path", "is", ("/a", "/b"))
    assert plain({"any": [LEAF, OTHER]}) == together
    assert plain({"not": [LEAF, OTHER]}) == Not(together)
    assert plain({"all": [DAY | {"op": "not"}, {"all": [LEAF]}]}) == All((Leaf("path", "is", ("/a",)), Not(_day())))


def test_groups_within_their_like_and_contraries_of_contraries_are_gone() -> None:
    assert plain({"not": [{"not": [LEAF]}]}) == plain({"all": [LEAF]}) == Leaf("path", "is", ("/a",))
    assert plain({"not": [{"all": [LEAF, DAY]}]}) == Not(All((Leaf("path", "is", ("/a",)), _day())))
    empty: list[dict[str, Any]] = [{}, {"all": []}, {"any": []}, {"not": []}, {"not": [{"any": []}]}]
    assert [plain(each) for each in empty] == [All(), All(), Either(), All(), All()]


@pytest.mark.parametrize("seed", range(200))
def test_what_was_put_plainly_means_the_same_in_three_valued_logic(seed: int) -> None:
    random = Random(seed)
    made = condition(random)
    for _ in range(20):
        answers: dict[tuple[str, str, Any], bool | None] = {}
        unknown = {name for name in ("path", "day", "country", "visits") if random.random() < 0.3}

        def known(field: str, op: str, value: Any, answers: Any = answers, unknown: Any = unknown) -> bool | None:
            if field in unknown:
                return None
            return bool(answers.setdefault((field, op, str(value)), random.random() < 0.5))

        assert of_plain(plain(made), known) == of_raw(made, known)


def of_raw(raw: Mapping[str, Any], known: Known) -> bool | None:
    """A condition decided as it was written."""
    if "field" in raw:
        values = raw["value"] if raw["op"] == "in" else [raw["value"]]
        op = "is" if raw["op"] in ("in", "not") else raw["op"]
        found = any_of([known(raw["field"], op, each) for each in values])
        return contrary(found) if raw["op"] == "not" else found
    ((group, members),) = raw.items()
    found_all = [of_raw(each, known) for each in members]
    if group == "all":
        return contrary(any_of([contrary(each) for each in found_all]))
    return any_of(found_all) if group == "any" else contrary(any_of(found_all))


def of_plain(node: Node, known: Known) -> bool | None:
    """The same, put plainly."""
    match node:
        case Leaf(field=field, op=op, values=values):
            return any_of([known(field, op, each) for each in values])
        case Not(of=of):
            return contrary(of_plain(of, known))
        case All(members=members):
            return contrary(any_of([contrary(of_plain(each, known)) for each in members]))
        case Either(members=members):
            return any_of([of_plain(each, known) for each in members])


def any_of(values: list[bool | None]) -> bool | None:
    """Yes where one is, else unknown where one is."""
    return True if True in values else None if None in values else False


def contrary(value: bool | None) -> bool | None:
    """What is unknown stays so."""
    return None if value is None else not value


def _day() -> Leaf:
    return Leaf("day", "is", (1,))
