"""What rules an owner may save, what is refused by its path, and what browsers are given."""

from typing import Any

import pytest

from server.sites.rules import Rules, never_met
from server.widget import InvalidSettings

CART = {"field": "path", "op": "prefix", "value": "/cart"}
WHOLE: dict[str, Any] = {
    "where": {"all": [{"not": [CART]}, {"any": [{"field": "address", "op": "glob", "value": "*utm_source=*"}]}]},
    "when": [{"kind": "delay", "seconds": 2.5}, {"kind": "click", "selector": "#call"}],
    "start": "2026-05-01T09:00:00Z",
    "stop": "2026-06-01T09:00:00Z",
    "priority": 5,
}


def refused(raw: object) -> dict[str, str]:
    with pytest.raises(InvalidSettings) as caught:
        Rules.read(raw, "rules")
    return caught.value.problems


def test_rules_read_back_as_they_were_saved() -> None:
    assert [Rules.read(WHOLE).document(), Rules.read({}).document()] == [WHOLE, {}]


def test_browsers_get_instants_as_milliseconds_and_every_part_that_they_read() -> None:
    assert Rules.read(WHOLE).published() == WHOLE | {"start": 1_777_626_000_000, "stop": 1_780_304_400_000}


def test_no_rules_mean_everywhere_with_the_kinds_own_trigger() -> None:
    assert Rules.read({}).published({"kind": "delay", "seconds": 8}) == {
        "priority": 0,
        "where": {},
        "when": [{"kind": "delay", "seconds": 8}],
    }


def test_an_owners_trigger_takes_the_place_of_the_kinds_own() -> None:
    rules = Rules.read({"when": [{"kind": "click", "selector": "#call"}]})
    assert rules.published({"kind": "delay", "seconds": 8})["when"] == [{"kind": "click", "selector": "#call"}]


def test_words_outside_ascii_are_published_as_addresses_spell_them() -> None:
    where = {"any": [{"field": "path", "op": "is", "value": "/каша и чай?100%25*"}]}
    rules = Rules.read({"where": where})
    spelled = "/%D0%BA%D0%B0%D1%88%D0%B0%20%D0%B8%20%D1%87%D0%B0%D0%B9?100%25*"
    assert rules.published()["where"] == {"any": [{"field": "path", "op": "is", "value": spelled}]}
    assert rules.document() == {"where": where}


def test_the_leaves_of_a_tree_are_all_found() -> None:
    assert [leaf.value for leaf in Rules.read(WHOLE).where.leaves()] == ["/cart", "*utm_source=*"]


LEAF = "a condition: a group, or field, op and value together"


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ({"caps": {"day": 1}}, {"rules.caps": "is not a known field"}),
        ({"where": CART}, {"rules.where": "a group: one of all, any, not with a list of conditions"}),
        ({"where": {"all": [CART], "any": [CART]}}, {"rules.where": LEAF}),
        ({"where": {"all": None}}, {"rules.where": LEAF}),
        ({"where": {"not": [{}]}}, {"rules.where.not": LEAF}),
        ({"where": {"none": [CART]}}, {"rules.where.none": "is not a known field"}),
        ({"where": {"all": [CART, {"field": "path", "op": "is"}]}}, {"rules.where.all.1": LEAF}),
        (
            {"where": {"all": [{"field": "country", "op": "in", "value": ""}]}},
            {
                "rules.where.all.0.field": "must be 'address' or 'path'",
                "rules.where.all.0.op": "must be 'is', 'contains', 'prefix' or 'glob'",
                "rules.where.all.0.value": "must not be empty",
            },
        ),
        ({"where": {"any": [CART | {"value": "x" * 501}]}}, {"rules.where.any.0.value": "at most 500 characters"}),
        ({"where": {"any": [CART | {"not": [CART]}]}}, {"rules.where.any.0": LEAF}),
        ({"where": {"any": [CART] * 101}}, {"rules.where": "at most 100 conditions"}),
        ({"where": {"any": [{"all": []}] * 300}}, {"rules.where": "at most 100 conditions"}),
        (
            {"when": [{"kind": "idle", "seconds": 5}]},
            {"rules.when.0.kind": "must be 'delay', 'click', 'scroll' or 'exit'"},
        ),
        (
            {"when": [{"kind": "scroll", "percent": 0}]},
            {"rules.when.0.percent": "at least 1"},
        ),
        ({"when": [{"kind": "scroll"}]}, {"rules.when.0": "a scroll has exactly one more field: percent"}),
        ({"when": [{"kind": "exit", "percent": 5}]}, {"rules.when.0": "an exit has no more fields"}),
        ({"when": [{"kind": "delay"}]}, {"rules.when.0": "a delay has exactly one more field: seconds"}),
        ({"when": [{"kind": "click", "seconds": 1}]}, {"rules.when.0": "a click has exactly one more field: selector"}),
        ({"when": [{"kind": "click", "selector": "x" * 201}]}, {"rules.when.0.selector": "at most 200 characters"}),
        ({"start": "soon"}, {"rules.start": "a moment like 2026-05-01T09:00:00Z"}),
        ({"start": 2000, "stop": 1000}, {"rules.stop": "later than start"}),
        ({"priority": "high"}, {"rules.priority": "must be a whole number"}),
        ([], {"rules": "must be an object"}),
    ],
)
def test_what_does_not_act_is_refused_by_its_path(raw: object, problems: dict[str, str]) -> None:
    assert refused(raw) == problems


@pytest.mark.parametrize("seconds", [-1, 3601, float("inf"), float("nan"), "2", True])
def test_a_delay_is_a_number_of_seconds_up_to_an_hour(seconds: object) -> None:
    assert list(refused({"when": [{"kind": "delay", "seconds": seconds}]})) == ["rules.when.0.seconds"]


def test_whole_seconds_stay_whole() -> None:
    rules = Rules.read({"when": [{"kind": "delay", "seconds": 5.0}]})
    assert repr(rules.published()["when"]) == "[{'kind': 'delay', 'seconds': 5}]"


def nested(levels: int, inmost: dict[str, Any]) -> dict[str, Any]:
    return nested(levels - 1, {"not": [inmost]}) if levels else inmost


def test_eight_groups_within_each_other_are_taken_and_nine_are_not() -> None:
    deep = {"where": nested(8, CART)}
    assert Rules.read(deep).document() == deep
    assert refused({"where": nested(9, CART)}) == {"rules.where": "at most 8 groups within each other"}


def test_a_tree_of_a_thousand_levels_is_refused_like_any_other() -> None:
    deep: dict[str, Any] = CART
    for _ in range(5000):
        deep = {"not": [deep]}
    assert refused({"where": deep}) == {"rules.where": "at most 8 groups within each other"}


@pytest.mark.parametrize(
    ("field", "op", "value", "is_met"),
    [
        ("address", "is", "/en.html", False),
        ("address", "is", "shop.example/en", False),
        ("address", "is", "https", False),
        ("address", "is", "https://shop.example/", True),
        ("address", "prefix", "/en", False),
        ("address", "prefix", "http", True),
        ("address", "prefix", "http://shop.example/a", True),
        ("address", "glob", "/en*", False),
        ("address", "glob", "*utm*", True),
        ("address", "glob", "https://*", True),
        ("address", "glob", "http", False),
        ("address", "contains", "/en", True),
        ("path", "is", "en.html", False),
        ("path", "is", "/en.html", True),
        ("path", "prefix", "https://shop.example/", False),
        ("path", "glob", "*.html", True),
    ],
)
def test_a_condition_that_no_page_can_meet_is_known(field: str, op: str, value: str, is_met: bool) -> None:
    rules = Rules.read({"where": {"not": [CART, {"field": field, "op": op, "value": value}]}})
    assert never_met(rules, "rules") == ({} if is_met else {"rules.where.not.1.value": field})
