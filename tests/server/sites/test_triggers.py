"""Which triggers an owner may set, and that each has exactly its own fields."""

from typing import Any

import pytest

from server.sites.rules import Rules
from server.widget import InvalidSettings


def refused(raw: object) -> dict[str, str]:
    with pytest.raises(InvalidSettings) as caught:
        Rules.read(raw, "rules")
    return caught.value.problems


@pytest.mark.parametrize(
    "trigger",
    [
        {"kind": "time", "seconds": 86_400},
        {"kind": "idle", "seconds": 30},
        {"kind": "seen", "selector": "#prices"},
        {"kind": "page", "number": 3},
        {"kind": "event", "name": "cart:add"},
        {"kind": "event", "name": "cart:add", "times": 3, "within": 60},
        {"kind": "param", "name": "promo"},
        {"kind": "param", "name": "promo", "value": "spring"},
        {"kind": "exit"},
    ],
    ids=str,
)
def test_t2_every_kind_of_trigger_is_kept_and_published_as_it_was_written(trigger: dict[str, Any]) -> None:
    rules = Rules.read({"when": [trigger]})
    assert [rules.document()["when"], rules.published()["when"]] == [[trigger]] * 2


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        (
            {"when": [{"kind": "hover", "seconds": 5}]},
            {
                "rules.when.0.kind": "must be 'delay', 'time', 'scroll', 'idle', 'click', 'seen', 'page', 'event', "
                "'param' or 'exit'"
            },
        ),
        ({"when": [{"kind": "idle", "seconds": 0}]}, {"rules.when.0.seconds": "from 1 to 3600"}),
        ({"when": [{"kind": "page"}]}, {"rules.when.0": "a page has exactly one more field: number"}),
        (
            {"when": [{"kind": "event", "times": 2}]},
            {"rules.when.0": "an event has exactly one more field: name, and if wanted times and within"},
        ),
        ({"when": [{"kind": "event", "name": "x", "times": 0}]}, {"rules.when.0.times": "at least 1"}),
        (
            {"when": [{"kind": "scroll", "percent": 0}]},
            {"rules.when.0.percent": "at least 1"},
        ),
        ({"when": [{"kind": "scroll"}]}, {"rules.when.0": "a scroll has exactly one more field: percent"}),
        ({"when": [{"kind": "exit", "percent": 5}]}, {"rules.when.0": "an exit has no more fields"}),
        ({"when": [{"kind": "delay"}]}, {"rules.when.0": "a delay has exactly one more field: seconds"}),
        ({"when": [{"kind": "click", "seconds": 1}]}, {"rules.when.0": "a click has exactly one more field: selector"}),
        ({"when": [{"kind": "click", "selector": "x" * 201}]}, {"rules.when.0.selector": "at most 200 characters"}),
    ],
)
def test_a_trigger_without_its_own_fields_is_refused_by_its_path(raw: object, problems: dict[str, str]) -> None:
    assert refused(raw) == problems


@pytest.mark.parametrize("seconds", [-1, 3601, float("inf"), float("nan"), "2", True])
def test_a_delay_is_a_number_of_seconds_up_to_an_hour(seconds: object) -> None:
    assert list(refused({"when": [{"kind": "delay", "seconds": seconds}]})) == ["rules.when.0.seconds"]


def test_whole_seconds_stay_whole() -> None:
    rules = Rules.read({"when": [{"kind": "delay", "seconds": 5.0}]})
    assert repr(rules.published()["when"]) == "[{'kind': 'delay', 'seconds': 5}]"
