"""Which conditions an owner may write, what is refused by its path, and how browsers are given them."""

from typing import Any

import pytest

from server.conditions import fields_asked
from server.rule_fields import FIELDS, ops_of
from server.sites.rules import Rules
from server.widget import InvalidSettings

UNKNOWN = f"one of {', '.join(FIELDS)}, or set. and an attribute's name"
REFUSED_LEAVES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"field": "weather", "op": "is", "value": "rain"},
        "field",
        UNKNOWN,
    ),
    (
        {"field": "set.Size", "op": "is", "value": "L"},
        "field",
        UNKNOWN,
    ),
    (
        {"field": "path", "op": "regex", "value": "/"},
        "op",
        "must be 'is', 'not', 'contains', 'prefix', 'glob', 'in', 'at_least' or 'at_most'",
    ),
    ({"field": "country", "op": "prefix", "value": "RS"}, "op", "for country one of is, not, in"),
    ({"field": "path", "op": "at_least", "value": 3}, "op", "for path one of is, not, contains, prefix, glob, in"),
    (
        {"field": "country", "op": "is", "value": "Serbia"},
        "value",
        "a country's code of two capital letters, for example RS",
    ),
    (
        {"field": "language", "op": "in", "value": ["ru", "RU"]},
        "value",
        "a language's code of two or three small letters, for example ru",
    ),
    ({"field": "device", "op": "is", "value": "watch"}, "value", "one of phone, tablet, desktop"),
    ({"field": "online", "op": "is", "value": True}, "value", "must be a text"),
    ({"field": "hour", "op": "at_least", "value": 24}, "value", "a whole number from 0 to 23"),
    ({"field": "visits", "op": "is", "value": "2"}, "value", "a whole number from 1 to 100000"),
    ({"field": "pages", "op": "at_most", "value": True}, "value", "a whole number from 1 to 100000"),
    ({"field": "day", "op": "in", "value": []}, "value", "a list of 1 to 50 values"),
    ({"field": "day", "op": "in", "value": 3}, "value", "a list of 1 to 50 values"),
    ({"field": "set.total", "op": "at_least", "value": "100"}, "value", "a number"),
    ({"field": "utm_source", "op": "contains", "value": " "}, "value", "must not be empty"),
    ({"field": "path", "op": "is", "value": ""}, "value", "must not be empty"),
    ({"field": "path", "op": "glob", "value": "*" * 10_000}, "value", "at most 500 characters"),
]
TAKEN_LEAVES: list[dict[str, Any]] = [
    {"field": "referrer", "op": "is", "value": ""},
    {"field": "utm_campaign", "op": "in", "value": ["spring", "лето"]},
    {"field": "device", "op": "not", "value": "phone"},
    {"field": "language", "op": "in", "value": ["ru", "sr"]},
    {"field": "country", "op": "is", "value": "RS"},
    {"field": "hour", "op": "at_least", "value": 9},
    {"field": "day", "op": "in", "value": [6, 7]},
    {"field": "visitor", "op": "is", "value": "returning"},
    {"field": "knows_phone", "op": "is", "value": "no"},
    {"field": "set.total", "op": "at_least", "value": 99.5},
    {"field": "set.plan", "op": "is", "value": "gold"},
    {"field": "online", "op": "is", "value": "yes"},
]


@pytest.mark.parametrize("leaf", TAKEN_LEAVES, ids=lambda leaf: f"{leaf['field']}-{leaf['op']}")
def test_t1_every_field_is_kept_and_published_as_it_was_written(leaf: dict[str, Any]) -> None:
    rules = Rules.read({"where": {"all": [leaf]}})
    assert [rules.document()["where"], rules.published()["where"]] == [{"all": [leaf]}] * 2


@pytest.mark.parametrize(("name", "op"), [(name, op) for name in FIELDS for op in ops_of(name)])
def test_t1_every_operator_of_every_field_takes_a_value(name: str, op: str) -> None:
    field = FIELDS[name]
    one: Any = {
        "number": field.least,
        "choice": (*field.choices, "")[0],
        "code": "RS" if name == "country" else "ru",
    }.get(field.takes, "/x")
    Rules.read({"where": {"all": [{"field": name, "op": op, "value": [one] if op == "in" else one}]}})


def test_words_of_a_campaign_or_of_the_page_are_not_spelled_as_addresses() -> None:
    leaves = [
        {"field": "utm_source", "op": "is", "value": "письмо два"},
        {"field": "referrer", "op": "contains", "value": "каша"},
    ]
    said = Rules.read({"where": {"all": leaves}}).published()["where"]
    assert [leaf["value"] for leaf in said["all"]] == ["письмо два", "%D0%BA%D0%B0%D1%88%D0%B0"]  # type: ignore[index, call-overload]


@pytest.mark.parametrize(("leaf", "name", "words"), REFUSED_LEAVES)
def test_what_nobody_could_decide_is_refused_by_its_path(leaf: dict[str, Any], name: str, words: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        Rules.read({"where": {"all": [leaf]}}, "rules")
    assert caught.value.problems == {f"rules.where.all.0.{name}": words}


def test_what_is_asked_is_found_at_any_depth() -> None:
    where = Rules.read({"where": {"any": [{"not": [TAKEN_LEAVES[4]]}, {"all": [TAKEN_LEAVES[9]]}]}}).where
    assert fields_asked(where) == {"country", "set.total"}
