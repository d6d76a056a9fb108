"""The browser's evaluator and ours are held to one table, `rules_cases.json`."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from server.sites.matching import decide, is_shown, matches

CASES = json.loads((Path(__file__).parent / "rules_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_case_of_the_shared_table_holds(case: dict[str, Any]) -> None:
    assert is_shown(case["where"], case["page"]) is case["shown"]


def test_an_operator_nobody_knows_gives_no_answer() -> None:
    assert matches("resembles", "/", "/") is None


def test_a_field_that_nobody_can_tell_gives_no_answer_either_way() -> None:
    leaf = {"field": "country", "op": "is", "value": "RS"}
    assert [decide({"all": [leaf]}, {}), decide({"not": [leaf]}, {})] == [None, None]


def test_the_longest_pattern_upon_a_long_address_takes_no_time() -> None:
    started = time.perf_counter()
    assert matches("glob", "*a" * 249 + "b", "a" * 100_000) is False
    assert time.perf_counter() - started < 0.5
