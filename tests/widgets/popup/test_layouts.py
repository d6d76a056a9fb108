"""How the pop-up stands in the page: which file draws it, and whether it comes over what is read there."""

from typing import Any

import pytest

from server.widget import Widget
from widgets.popup import WIDGET
from widgets.popup.settings import PopupSettings

STEPS = [{"title": {"en": "New here?"}}]


def test_it_opens_by_itself_and_so_keeps_to_what_interrupting_widgets_keep_to() -> None:
    assert (WIDGET.is_interrupting(PopupSettings()), WIDGET.trigger) == (True, {"kind": "delay", "seconds": 40})


@pytest.mark.parametrize(
    ("settings", "entry"),
    [
        ({}, ""),
        ({"layout": "full_page"}, "full"),
        ({"offers": "text"}, "word"),
        ({"steps": STEPS}, "step"),
        ({"layout": "slide_in"}, "slide"),
        ({"layout": "slide_in", "offers": "text"}, "slideword"),
        ({"layout": "inline"}, "inline"),
        ({"layout": "inline", "steps": STEPS}, "inlinestep"),
        ({"layout": "bar"}, "bar"),
    ],
)
def test_o1_a_page_fetches_what_these_settings_need(settings: dict[str, Any], entry: str) -> None:
    assert _of(WIDGET.entry, settings) == entry


@pytest.mark.parametrize(
    ("layout", "bar", "is_interrupting", "is_inline"),
    [
        ("dialog", "bar", True, False),
        ("full_page", "bar", True, False),
        ("slide_in", "bar", True, False),
        ("bar", "", False, False),
        ("inline", "", False, True),
    ],
)
def test_o5_what_comes_over_the_page_has_a_bar_to_stand_in_for_it(
    layout: str, bar: str, is_interrupting: bool, is_inline: bool
) -> None:
    settings = PopupSettings.read({"layout": layout})

    assert _of(WIDGET.bar, {"layout": layout}) == bar
    assert (WIDGET.is_interrupting(settings), WIDGET.is_inline(settings)) == (is_interrupting, is_inline)


def test_a_kind_that_always_interrupts_need_not_look_at_its_settings() -> None:
    bell = Widget(settings=PopupSettings, submission=PopupSettings, on_submit=WIDGET.on_submit, interrupts=True)

    assert (bell.is_interrupting(PopupSettings()), bell.is_inline(PopupSettings())) == (True, False)


def _of(said: Any, settings: dict[str, Any]) -> str:
    return str(said(PopupSettings.read(settings)))
