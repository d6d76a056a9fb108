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
    ("rules", "published"),
    [
        ({}, {}),
        ({"caps": {}}, {}),
        ({"caps": {"visit": 1, "total": 3}}, {"caps": {"visit": 1, "total": 3}, "after": "again"}),
        ({"caps": {"day": 1}, "after_closing": "day"}, {"caps": {"day": 1}}),
        ({"after_closing": "ever"}, {"after": "ever"}),
    ],
)
def test_t3_caps_say_how_often_and_else_what_was_closed_rests_a_day(
    rules: dict[str, Any], published: dict[str, Any]
) -> None:
    said = Rules.read(rules).published()
    assert {name: said[name] for name in ("caps", "after") if name in said} == published


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ({"caps": {"week": 1}}, {"rules.caps.week": "is not a known field"}),
        ({"caps": {"day": 0, "total": 1001}}, {"rules.caps.day": "at least 1", "rules.caps.total": "at most 1000"}),
        ({"after_closing": "hour"}, {"rules.after_closing": "must be 'day', 'visit', 'ever' or 'again'"}),
        ({"where": CART}, {"rules.where": "a group: one of all, any, not with a list of conditions"}),
        ({"where": {"all": [CART], "any": [CART]}}, {"rules.where": LEAF}),
        ({"where": {"all": None}}, {"rules.where": LEAF}),
        ({"where": {"not": [{}]}}, {"rules.where.not": LEAF}),
        ({"where": {"none": [CART]}}, {"rules.where.none": "is not a known field"}),
        ({"where": {"all": [CART, {"field": "path", "op": "is"}]}}, {"rules.where.all.1": LEAF}),
        ({"where": {"any": [CART | {"value": "x" * 501}]}}, {"rules.where.any.0.value": "at most 500 characters"}),
        ({"where": {"any": [CART | {"not": [CART]}]}}, {"rules.where.any.0": LEAF}),
        ({"where": {"any": [CART] * 101}}, {"rules.where": "at most 100 conditions"}),
        ({"where": {"any": [{"all": []}] * 300}}, {"rules.where": "at most 100 conditions"}),
        ({"start": "soon"}, {"rules.start": "a moment like 2026-05-01T09:00:00Z"}),
        ({"start": 2000, "stop": 1000}, {"rules.stop": "later than start"}),
        ({"priority": "high"}, {"rules.priority": "must be a whole number"}),
        ([], {"rules": "must be an object"}),
    ],
)
def test_what_does_not_act_is_refused_by_its_path(raw: object, problems: dict[str, str]) -> None:
    assert refused(raw) == problems


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
