"""Verdicts are said in plain words, in both languages, and no gate is without its own."""

from typing import Any

import pytest

from server.console.explain_shown import condition, field_name, known_of, reason, shown
from server.console.kinds_shown import Kinds
from server.registry import Registry
from server.rule_fields import FIELDS, OPS
from server.sites.explain import GATES, Candidate, Culprit, Verdict
from tests.server.console.drawing import clock, words

KINDS = Kinds(Registry({}), "en")
START = 1_777_000_000_000


def verdict(gate: str = "", *, launcher: bool = False, **more: Any) -> Verdict:
    widget = Candidate("a", "letter", "Write to us", True, True, {"start": START, "stop": START}, {}, launcher)
    return Verdict(widget, gate, **more)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("gate", GATES)
def test_every_gate_has_a_sentence_of_its_own(gate: str, language: str) -> None:
    said = {each: reason(verdict(each), {}, clock(language), words(language)) for each in GATES}
    assert said[gate].endswith(".")
    assert [each for each, told in said.items() if told == said[gate]] == [gate]


def test_what_is_shown_says_how() -> None:
    said = [reason(each, {}, clock(), words()) for each in (verdict(), verdict(launcher=True), verdict(as_bar=True))]
    assert said == [
        "It opens at once.",
        "Its button is on the page.",
        "It comes as a bar: the visitor searched for the page on a phone.",
    ]


def test_a_verdict_is_a_line_with_its_state() -> None:
    triggers = ({"kind": "delay", "seconds": 5},)
    lines = shown(
        [verdict(launcher=True), verdict("waits", triggers=triggers), verdict("disabled")], KINDS, clock(), words()
    )
    assert [(each.state, each.title, each.kind) for each in lines] == [
        ("shown", "Write to us", "Letter"),
        ("waits", "Write to us", "Letter"),
        ("held", "Write to us", "Letter"),
    ]
    assert lines[1].reason == "Nothing holds it back; it opens after 5 seconds on the page."


def test_what_goes_first_is_named_and_what_nobody_knows_too() -> None:
    first = reason(verdict("another_first", first="b"), {"b": "Spring"}, clock(), words())
    unknown = reason(verdict("unknown", missing=("country", "set.plan")), {}, clock(), words())
    assert ("“Spring” opens before it" in first, "the country, the page’s “plan”" in unknown) == (True, True)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Culprit("p", "path", "prefix", "/beans", "/coffee", False),
            "Wanted: the path begins with “/beans”. Here: /coffee.",
        ),
        (Culprit("p", "path", "is", "/pay", "/pay", True), "Left out where the path is “/pay”."),
        (
            Culprit("p", "day", "in", [6, 7], 1, False, 2),
            "Wanted: the day of the week is one of “Saturday, Sunday”. Here: Monday."
            " 2 other conditions would have done as well, and none held.",
        ),
        (Culprit("p", "referrer", "contains", "x", "", False), "Wanted: the page before contains “x”. Here: nothing."),
        (Culprit("p", "path", "is", "new", "phone", False), "Wanted: the path is “new”. Here: phone."),
    ],
)
def test_a_condition_is_said_with_what_the_page_has(found: Culprit, said: str) -> None:
    assert condition(found, words()) == said


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_field_and_operator_of_the_rules_has_words(language: str) -> None:
    t = words(language)
    assert [name for name in FIELDS if t.known(f"explain.field.{name}") is None] == []
    assert [op for ops in OPS.values() for op in ops if t.known(f"explain.op.{op}") is None] == []
    choices = {choice for field in FIELDS.values() for choice in field.choices}
    assert [choice for choice in sorted(choices) if t.known(f"explain.value.{choice}") is None] == []


def test_what_is_known_is_listed_without_the_page_itself() -> None:
    facts: dict[str, Any] = {"address": "https://x.example/", "path": "/", "day": 1, "visitor": "new", "utm_term": ""}
    assert known_of(facts, words()) == [("the day of the week", "Monday"), ("the visitor", "new")]
    assert field_name("set.plan", words()) == "the page’s “plan”"
