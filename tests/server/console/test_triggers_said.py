"""What opens a widget is said with its figure and its unit, an owner's trigger like the kind's own."""

from dataclasses import replace
from typing import Any

import pytest

from server.console.triggers_said import as_usual, in_words
from tests.server.console.drawing import words
from tests.support.every_field import KIND


@pytest.mark.parametrize(
    ("trigger", "english", "russian"),
    [
        ({"kind": "delay", "seconds": 1}, "after 1 second on the page", "через 1 секунду на странице"),
        ({"kind": "delay", "seconds": 40}, "after 40 seconds on the page", "через 40 секунд на странице"),
        ({"kind": "delay", "seconds": 2.5}, "after 2.5 seconds on the page", "через 2.5 секунды на странице"),
        ({"kind": "scroll", "percent": 50}, "once 50% of the page was read", "после прочтения 50 % страницы"),
        ({"kind": "click", "selector": ".buy"}, "after a press on .buy", "после нажатия на .buy"),
        ({"kind": "exit"}, "when the visitor is about to leave", "перед уходом посетителя"),
        ({"kind": "moon"}, "moon", "moon"),
        ({}, "", ""),
    ],
)
def test_each_trigger_has_its_words(trigger: dict[str, Any], english: str, russian: str) -> None:
    assert [in_words(trigger, words(language)) for language in ("en", "ru")] == [english, russian]


def test_a_kind_says_when_it_opens_by_itself_or_that_its_button_waits() -> None:
    late = replace(KIND.widget, trigger={"kind": "delay", "seconds": 40})
    said = [as_usual(each, words()) for each in (late, KIND.widget)]
    assert said == ["after 40 seconds on the page", "when its button is pressed"]
