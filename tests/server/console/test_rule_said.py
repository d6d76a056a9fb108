"""The rules of a widget are said in plain sentences: where, what opens it, how often, from when until when."""

from dataclasses import replace
from typing import Any

import pytest

from server.console.rule_said import in_words, of_content
from tests.server.console.drawing import clock
from tests.support.every_field import KIND

OVER = replace(KIND.widget, launcher=False, interrupts=True, trigger={"kind": "delay", "seconds": 40})
BUTTON = replace(KIND.widget, launcher=True, interrupts=False, trigger=None)
SETTINGS = KIND.widget.settings()
RULE = {
    "where": {
        "all": [
            {"field": "country", "op": "in", "value": ["RS", "RU"]},
            {"field": "visits", "op": "at_least", "value": 2},
            {"field": "path", "op": "prefix", "value": "/coffee"},
            {"field": "day", "op": "in", "value": [1, 2, 3, 4, 5]},
            {"field": "hour", "op": "at_least", "value": 9},
            {"field": "hour", "op": "at_most", "value": 17},
            {"not": [{"field": "knows_phone", "op": "is", "value": "yes"}]},
        ]
    },
    "when": [{"kind": "delay", "seconds": 40}, {"kind": "exit"}],
    "caps": {"visit": 1, "total": 3},
    "after_closing": "day",
}
ENGLISH = (
    "Shows to visitors from Serbia or Russia who come for the second time or more, on pages whose path begins with"
    " /coffee, on weekdays from 9:00 to 18:00, but not to visitors who left a phone number. Opens after 40 seconds on"
    " the page or when the visitor is about to leave. By itself at most once in a visit and three times in all; after"
    " closing it rests a day."
)
RUSSIAN = (
    "Показывается посетителям из Сербии или России, которые пришли во второй раз или больше, на страницах, путь"
    " которых начинается с /coffee, по будням с 9:00 до 18:00, но не посетителям, которые оставили телефон."
    " Открывается через 40 секунд на странице или перед уходом посетителя. Сам – не больше одного раза за визит и трёх"
    " раз за всё время; после закрытия отдыхает сутки."
)


def test_t3_a_whole_rule_is_said_in_plain_sentences_in_both_languages() -> None:
    assert [in_words(RULE, OVER, SETTINGS, clock(each)) for each in ("en", "ru")] == [ENGLISH, RUSSIAN]


@pytest.mark.parametrize(
    ("rules", "widget", "english", "russian"),
    [
        ({}, OVER, "Opens after 40 seconds on the page. After closing it rests a day.",
         "Открывается через 40 секунд на странице. После закрытия отдыхает сутки."),
        ({}, BUTTON, "Opens when its button is pressed.", "Открывается по нажатию на его кнопку."),
        ({"when": [{"kind": "exit"}], "caps": {"day": 2}}, BUTTON,
         "Opens when the visitor is about to leave, or when its button is pressed. By itself at most twice in 24"
         " hours.",
         "Открывается перед уходом посетителя или по нажатию на его кнопку. Сам – не больше двух раз за сутки."),
        ({"caps": {"visit": 21}}, OVER,
         "Opens after 40 seconds on the page. By itself at most 21 times in a visit; after closing it may come again on"
         " the next page.",
         "Открывается через 40 секунд на странице. Сам – не больше 21 раза за визит; после закрытия может прийти на"
         " следующей странице."),
        ({"after_closing": "ever", "priority": 5}, OVER,
         "Opens after 40 seconds on the page. After closing it never comes by itself again. Goes before widgets whose"
         " number is below 5.",
         "Открывается через 40 секунд на странице. После закрытия сам больше не приходит. Идёт раньше виджетов, у"
         " которых число меньше 5."),
        ({"start": "2026-12-01T09:00:00Z", "stop": "2026-12-24T11:30:00Z"}, BUTTON,
         "Opens when its button is pressed. Begins 1 December, 10:00. Ends 24 December, 12:30.",
         "Открывается по нажатию на его кнопку. Начало: 1 декабря, 10:00. Конец: 24 декабря, 12:30."),
        ({}, replace(OVER, trigger=None), "Opens when your page asks for it. After closing it rests a day.",
         "Открывается, когда его позовёт ваша страница. После закрытия отдыхает сутки."),
        ({}, replace(OVER, inline=lambda settings: True), "It stands in its place on the page.",
         "Стоит на своём месте на странице."),
    ],
)  # fmt: skip
def test_what_holds_as_usual_is_said_too(rules: dict[str, Any], widget: Any, english: str, russian: str) -> None:
    said = [in_words(rules, widget, SETTINGS, clock(each)) for each in ("en", "ru")]
    assert said == [f"Shows on every page. {english}", f"Показывается на всех страницах. {russian}"]


def test_of_a_kind_that_is_gone_and_of_rules_that_are_not_understood_it_says_what_it_can() -> None:
    assert of_content({"settings": {}, "rules": {}}, None, clock()) == "Shows on every page."
    assert of_content({"settings": {"moon": 1}, "rules": {}}, BUTTON, clock()).endswith("when its button is pressed.")
    assert of_content({"settings": {}, "rules": {"moon": 1}}, BUTTON, clock()) == "Shows by conditions of its own."
