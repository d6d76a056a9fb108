"""Two states of a widget are told apart field by field, and put together as somebody chooses."""

from typing import Any

from server.sites.differences import UNSAID, Difference, differences, put_together

OLD: dict[str, Any] = {
    "settings": {"title": {"en": "Ring", "ru": "Звонок"}, "rings": 3, "empty": {}, "gone": [1]},
    "rules": {"priority": 1, "when": []},
}
NEW: dict[str, Any] = {
    "settings": {"title": {"en": "Toll", "sr": "Звоно"}, "rings": 3, "lines": ["a"]},
    "rules": {"where": {"all": []}, "priority": 1},
}
FOUND = [
    Difference("settings.title.en", "Ring", "Toll"),
    Difference("settings.title.sr", UNSAID, "Звоно"),
    Difference("settings.lines", UNSAID, ["a"]),
    Difference("rules.where", UNSAID, {"all": []}),
    Difference("settings.title.ru", "Звонок", UNSAID),
    Difference("settings.gone", [1], UNSAID),
]


def test_every_field_that_differs_is_found_with_both_its_values() -> None:
    assert differences(OLD, NEW) == FOUND
    assert differences(OLD, OLD) == []


def test_all_differences_together_lead_from_one_state_to_the_other() -> None:
    assert differences(put_together(OLD, FOUND), NEW) == []
    assert OLD["settings"]["title"] == {"en": "Ring", "ru": "Звонок"}


def test_a_chosen_difference_changes_its_own_field_only() -> None:
    made = put_together(OLD, FOUND[:1])
    assert made == {"settings": OLD["settings"] | {"title": {"en": "Toll", "ru": "Звонок"}}, "rules": OLD["rules"]}


def test_a_text_that_loses_its_last_language_is_unsaid() -> None:
    lost = [Difference(f"settings.title.{each}", "x", UNSAID) for each in ("en", "ru")]
    assert "title" not in put_together(OLD, lost)["settings"]
