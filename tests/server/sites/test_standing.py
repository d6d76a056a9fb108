"""How a widget stands in the page, as browsers are told: only what is other than usual."""

from dataclasses import replace
from typing import Any

from server.registry import Kind
from server.sites.standing import standing
from tests.support.desk import BELL, BellSettings


def bell(**manner: Any) -> Kind:
    """The bell, standing in another way."""
    return replace(BELL, widget=replace(BELL.widget, **manner))


def told(kind: Kind, *, is_guarded: bool = False) -> dict[str, Any]:
    """What browsers are told of it."""
    return dict(standing(kind, BellSettings(), is_guarded=is_guarded))


def test_of_a_kind_with_one_way_of_standing_nothing_is_told() -> None:
    assert told(bell()) == {}


def test_the_module_is_named_that_draws_these_settings_and_its_kinds_own_is_not() -> None:
    assert told(bell(entry=lambda settings: "small")) == {"entry": "bell-small"}
    assert told(bell(entry=lambda settings: "")) == {}


def test_what_stands_in_a_place_of_the_pages_own_waits_for_no_trigger() -> None:
    assert told(bell(inline=lambda settings: True)) == {"inline": 1, "when": []}
    assert told(bell(inline=lambda settings: False)) == {}


def test_whether_it_interrupts_may_hang_on_its_settings() -> None:
    said = [told(bell(interrupts=each)) for each in (True, lambda settings: True, lambda settings: False)]

    assert said == [{"interrupts": 1}, {"interrupts": 1}, {}]


def test_o5_the_bar_that_stands_in_for_it_is_told_where_the_site_guards_arrivals() -> None:
    kind = bell(bar=lambda settings: "bar")

    assert [told(kind, is_guarded=each) for each in (True, False)] == [{"bar": "bell-bar"}, {}]
