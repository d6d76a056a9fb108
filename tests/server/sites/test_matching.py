"""The browser's evaluator and ours are held to one table, `rules_cases.json`; then what holds of every rule."""

import json
from pathlib import Path
from random import Random
from typing import Any, SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sites.matching import as_text, decide, is_shown, matches

CASES = json.loads((Path(__file__).parent / "rules_cases.json").read_text("utf-8"))
FIELDS = ("path", "country", "set.total")
LEAVES = st.one_of(
    st.builds(
        lambda field, op, value: {"field": field, "op": op, "value": value},
        st.sampled_from(FIELDS),
        st.sampled_from(("is", "not", "contains", "prefix", "glob", "resembles")),
        st.text("/a*1", max_size=3),
    ),
    st.builds(
        lambda field, op, value: {"field": field, "op": op, "value": value},
        st.sampled_from(FIELDS),
        st.sampled_from(("at_least", "at_most")),
        st.integers(-2, 20) | st.floats(-2, 20),
    ),
    st.builds(
        lambda field, value: {"field": field, "op": "in", "value": value},
        st.sampled_from(FIELDS),
        st.lists(st.text("/a1", max_size=2) | st.integers(0, 11), min_size=1, max_size=3),
    ),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda group, members: {group: members}, st.sampled_from(("all", "any", "not")), st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)
SUBJECTS = st.none() | st.text("/a1.-", max_size=4) | st.integers(-2, 20)
PAGES = st.dictionaries(st.sampled_from(FIELDS), SUBJECTS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_t1_each_case_of_the_shared_table_holds(case: dict[str, Any]) -> None:
    said = (decide(case["where"], case["page"]), is_shown(case["where"], case["page"]))

    assert said == (case["answer"], case["shown"])


@pytest.mark.parametrize("op", ["is", "not", "contains", "prefix", "glob", "in", "at_least", "at_most"])
def test_t1_the_table_tries_every_operator_with_each_of_its_answers(op: str) -> None:
    alone = [(case["where"]["all"], case["answer"]) for case in CASES if len(case["where"].get("all", ())) == 1]
    answers = {answer for [leaf], answer in alone if leaf.get("op") == op}

    assert answers == {True, False, None}


@given(CONDITIONS, PAGES)
def test_t1_what_is_not_what_is_not_is_what_is(condition: dict[str, Any], page: dict[str, Any]) -> None:
    assert decide({"not": [{"not": [condition]}]}, page) is decide(condition, page)


@given(st.lists(CONDITIONS, max_size=4), PAGES)
def test_t1_none_of_them_is_all_of_their_opposites_and_the_opposite_of_any(
    members: list[dict[str, Any]], page: dict[str, Any]
) -> None:
    said = decide({"not": members}, page)

    assert decide({"all": [{"not": [each]} for each in members]}, page) is said
    assert decide({"not": [{"any": members}]}, page) is said


@given(st.lists(CONDITIONS, min_size=1, max_size=4), PAGES, st.randoms())
def test_t1_the_order_within_a_group_is_of_no_matter(
    members: list[dict[str, Any]], page: dict[str, Any], luck: Random
) -> None:
    shuffled = luck.sample(members, len(members))

    assert [decide({group: shuffled}, page) for group in ("all", "any", "not")] == [
        decide({group: members}, page) for group in ("all", "any", "not")
    ]


@given(CONDITIONS, PAGES, st.dictionaries(st.sampled_from(FIELDS), st.text("/a1", max_size=3)))
def test_t1_what_becomes_known_never_turns_an_answer(
    condition: dict[str, Any], page: dict[str, Any], more: dict[str, Any]
) -> None:
    before = decide(condition, page)
    after = decide(condition, page | {name: each for name, each in more.items() if page.get(name) is None})

    assert before in (None, after)


@given(CONDITIONS)
def test_t1_what_asks_for_something_unknown_besides_never_shows(condition: dict[str, Any]) -> None:
    unknown = {"field": "online", "op": "is", "value": "yes"}

    assert not is_shown({"all": [unknown, condition]}, {"path": "/", "country": "RS"})
    assert not is_shown({"not": [unknown, condition]}, {"path": "/", "country": "RS"})


def test_an_operator_nobody_knows_gives_no_answer() -> None:
    assert matches("resembles", "/", "/") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(7, "7"), (7.0, "7"), (0.1, "0.1"), (-0.00001, "-0.00001"), (1e20, "1" + "0" * 20), (True, "true"), ("a", "a")],
)
def test_values_are_compared_as_browsers_write_them(value: Any, text: str) -> None:
    assert as_text(value) == text


class Watched(str):
    """A text that counts how many of its signs a search may pass over."""

    passed = 0

    def find(self, piece: str, start: SupportsIndex | None = None, end: SupportsIndex | None = None, /) -> int:
        """As any text, and counts from where it was asked to look to where it stopped."""
        first, last = int(start or 0), len(self) if end is None else int(end)
        found = super().find(piece, first, last)
        self.passed += (last if found < 0 else found + len(piece)) - first
        return found


@pytest.mark.parametrize("pattern", ["*a" * 250, "*a" * 249 + "b*", "*" + "aab*" * 124, "a*" * 250])
def test_t1_a_pattern_of_hundreds_of_stars_passes_over_an_address_once(pattern: str) -> None:
    subject = Watched("a" * 100_000)

    matches("glob", pattern, subject)

    assert 0 < subject.passed <= len(subject)
