"""Each gate holds a widget back for its own reason, and the first one in the order is the one that is told."""

from dataclasses import replace
from typing import Any

import pytest

from server.sites.explain import GATES, Candidate, Memory, Situation, Verdict, explain

NOW = 1_779_098_400_000
DELAY = {"kind": "delay", "seconds": 5}
AT_ONCE = {"kind": "delay", "seconds": 0}
PAGE = {"address": "https://shop.example/coffee?offer=spring", "path": "/coffee", "referrer": "", "pages": 2}
HERE = Situation(PAGE, NOW, Memory(is_allowed=True), quiet_ms=180_000)
BEANS = {"field": "path", "op": "prefix", "value": "/beans"}
COFFEE = {"field": "path", "op": "is", "value": "/coffee"}
ABROAD = {"field": "country", "op": "is", "value": "RS"}


def widget(name: str = "a", **document: Any) -> Candidate:
    priority = document.pop("priority", 0)
    return Candidate(name, "kind", name, True, True, {"interrupts": 1, "when": [DELAY]} | document, priority=priority)


def one(candidate: Candidate, situation: Situation = HERE) -> Verdict:
    return explain([candidate], situation)[0]


def gates(*candidates: Candidate, situation: Situation = HERE) -> dict[str, str]:
    return {each.widget.id: each.gate for each in explain(candidates, situation)}


def having(memory: Memory, **facts: Any) -> Situation:
    return replace(HERE, memory=memory, facts=PAGE | facts)


HELD: dict[str, tuple[Candidate, Situation]] = {
    "not_published": (replace(widget(), is_published=False, is_enabled=False), HERE),
    "disabled": (replace(widget(start=NOW + 1), is_enabled=False), HERE),
    "not_yet": (widget(start=NOW + 1, where={"all": [BEANS]}), HERE),
    "over": (widget(stop=NOW, where={"all": [BEANS]}), HERE),
    "where": (widget(where={"all": [ABROAD, BEANS]}), HERE),
    "unknown": (widget(where={"all": [ABROAD]}, caps={"day": 1}), having(Memory(opened={"a": {"day": 1}}))),
    "caps": (
        widget(caps={"visit": 3, "day": 1}),
        having(Memory(opened={"a": {"visit": 1, "day": 1}}, rests={"a": NOW + 1})),
    ),
    "closed": (widget(), having(Memory(rests={"a": NOW + 1}, done=frozenset("a")))),
    "done": (widget(), having(Memory(done=frozenset("a"), interrupted=NOW))),
    "quiet": (widget(), having(Memory(interrupted=NOW - 179_999), referrer="https://shop.example/")),
    "search_guard": (
        widget(),
        replace(
            having(Memory(), referrer="https://www.google.com/", device="phone", pages=1),
            is_guarded=True,
        ),
    ),
    "no_memory": (widget(), having(Memory(), referrer="https://shop.example/")),
    "waits": (widget(), HERE),
}


@pytest.mark.parametrize("gate", HELD)
def test_a_widget_is_held_back_by_the_first_gate_that_it_does_not_pass(gate: str) -> None:
    assert one(*HELD[gate]).gate == gate


def test_every_gate_is_tried_here() -> None:
    assert {*HELD, "another_first"} == set(GATES)


def test_what_nothing_holds_back_is_shown() -> None:
    assert one(widget(when=[AT_ONCE])) == Verdict(widget(when=[AT_ONCE]))


def test_a_button_is_shown_whatever_may_open_by_itself() -> None:
    button = replace(widget(interrupts=None, caps={"visit": 1}), has_launcher=True)
    shown = one(button, having(Memory(opened={"a": {"visit": 1}})))
    assert (shown.is_shown, shown.triggers) == (True, (DELAY,))


def test_what_stands_in_a_place_of_its_own_is_shown() -> None:
    assert one(widget(inline=1, when=[])).is_shown


@pytest.mark.parametrize(
    ("trigger", "is_shown"),
    [
        ({"kind": "param", "name": "offer"}, True),
        ({"kind": "param", "name": "offer", "value": "spring"}, True),
        ({"kind": "param", "name": "offer", "value": "autumn"}, False),
        ({"kind": "param", "name": "other"}, False),
        ({"kind": "page", "number": 2}, True),
        ({"kind": "page", "number": 3}, False),
        ({"kind": "exit"}, False),
    ],
)
def test_a_trigger_that_the_page_itself_meets_has_fired(trigger: dict[str, Any], is_shown: bool) -> None:
    assert one(widget(when=[trigger])).is_shown is is_shown


def test_what_waits_tells_for_what() -> None:
    assert one(widget(when=[DELAY, {"kind": "exit"}])).triggers == (DELAY, {"kind": "exit"})


def test_the_one_of_higher_priority_goes_first_and_the_other_is_told_after_whom() -> None:
    told = explain([widget("low", priority=1), widget("high", priority=2)], HERE)
    assert [(each.widget.id, each.gate, each.first) for each in told] == [
        ("high", "waits", ""),
        ("low", "another_first", "high"),
    ]


def test_who_opens_sooner_goes_first_whatever_the_priority() -> None:
    assert gates(widget("low", when=[AT_ONCE]), widget("high", priority=2)) == {"high": "another_first", "low": ""}


def test_who_opens_after_the_quiet_time_is_not_held_back() -> None:
    late = widget("late", when=[{"kind": "delay", "seconds": 400}])
    assert gates(widget(), late) == {"a": "waits", "late": "waits"}


def test_whoever_may_leave_first_only_waits() -> None:
    assert gates(widget(), widget("b", when=[{"kind": "exit"}])) == {"a": "waits", "b": "waits"}


def test_nobody_goes_before_what_is_itself_held_back() -> None:
    assert gates(widget("a", start=NOW + 1), widget("b")) == {"a": "not_yet", "b": "waits"}


def test_a_bar_takes_the_place_of_what_may_not_interrupt_someone_who_searched() -> None:
    told = one(widget(when=[AT_ONCE], bar="kind-bar"), HELD["search_guard"][1])
    assert (told.is_shown, told.as_bar) == (True, True)


def test_manners_are_asked_of_what_interrupts_only() -> None:
    quiet = widget(interrupts=None, when=[AT_ONCE])
    held = having(Memory(rests={"a": NOW + 1}, has_left=True, interrupted=NOW), referrer="https://shop.example/")
    assert one(quiet, held).is_shown


@pytest.mark.parametrize(
    ("where", "path", "met", "others"),
    [
        ({"all": [COFFEE, BEANS]}, "rules.where.all.1", False, 0),
        ({"any": [BEANS, {"all": [COFFEE, BEANS]}]}, "rules.where.any.0", False, 1),
        ({"not": [BEANS, COFFEE]}, "rules.where.not.1", True, 0),
        ({"all": [{"not": [{"any": [BEANS, COFFEE]}]}]}, "rules.where.all.0.not.0.any.1", True, 0),
        ({"not": [{"not": [BEANS]}]}, "rules.where.not.0.not.0", False, 0),
        ({"all": [ABROAD, BEANS]}, "rules.where.all.1", False, 0),
    ],
)
def test_the_condition_that_decided_is_named_by_its_path(
    where: dict[str, Any], path: str, met: bool, others: int
) -> None:
    found = one(widget(where=where)).condition
    assert found is not None
    assert (found.path, found.met, found.others, found.found) == (path, met, others, "/coffee")


def test_a_value_is_told_as_the_owner_wrote_it() -> None:
    spelled = {"all": [{"field": "path", "op": "is", "value": "/%D1%87"}]}
    told = one(replace(widget(where=spelled), written={"all": [{"field": "path", "op": "is", "value": "/ч"}]}))
    assert told.condition is not None
    assert told.condition.value == "/ч"


def test_a_group_that_can_never_hold_has_no_culprit() -> None:
    assert (one(widget(where={"any": []})).gate, one(widget(where={"any": []})).condition) == ("where", None)


def test_only_what_the_answer_hangs_on_is_missing() -> None:
    known_anyway = {"any": [COFFEE, {"field": "online", "op": "is", "value": "yes"}]}
    asked = {"all": [ABROAD, known_anyway, {"not": [{"field": "visits", "op": "at_least", "value": 2}, ABROAD]}]}
    assert one(widget(where=asked)).missing == ("country", "visits")
