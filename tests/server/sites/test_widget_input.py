"""What an owner sends about a widget is checked as a whole, and every mistake is named by its path."""

from typing import Any

import pytest

from server.rule_fields import FIELDS, ops_of
from server.sites.rules import OF_TRIGGER
from server.sites.widget_input import NewWidget, WidgetChange, read_content
from server.widget import InvalidSettings, Model
from tests.support.desk import BELL


def test_a_kind_is_enough_for_a_widget() -> None:
    assert NewWidget.read({"kind": "bell"}).model_dump() == {
        "kind": "bell",
        "name": None,
        "enabled": True,
        "settings": {},
        "rules": {},
        "draft": False,
    }


def test_settings_and_rules_are_stored_as_the_owner_has_set_them() -> None:
    settings = {"title": {"en": "Ring"}, "inner": {"size": 1}}
    rules = {"when": [{"kind": "delay", "seconds": 3}], "start": "2026-05-01T09:00:00Z"}
    assert read_content(BELL, settings, rules).document() == {"settings": settings, "rules": rules}


def test_the_mistakes_of_settings_and_rules_are_named_together() -> None:
    with pytest.raises(InvalidSettings) as refused:
        read_content(BELL, {"title": {"en": "x" * 61}, "colour": "red"}, {"segment": {}})
    assert refused.value.problems == {
        "settings.title.en": "at most 60 characters",
        "settings.colour": "is not a known field",
        "rules.segment": "is not a known field",
    }


@pytest.mark.parametrize(
    ("model", "raw", "problems"),
    [
        (NewWidget, {}, {"kind": "is required"}),
        (NewWidget, {"kind": "bell", "name": ""}, {"name": "must not be empty"}),
        (NewWidget, {"kind": "bell", "name": "\u200b"}, {"name": "must not be empty"}),
        (NewWidget, {"kind": "bell", "enabled": "yes"}, {"enabled": "must be true or false"}),
        (NewWidget, {"kind": "bell", "settings": []}, {"settings": "must be an object"}),
        (NewWidget, {"kind": "bell", "id": "1"}, {"id": "is not a known field"}),
        (WidgetChange, {"kind": "bell"}, {"kind": "is not a known field"}),
        (WidgetChange, {"name": "x" * 81}, {"name": "at most 80 characters"}),
        (WidgetChange, {"version": "3"}, {"version": "must be a whole number"}),
    ],
)
def test_each_mistake_is_named_by_its_path(model: type[Model], raw: dict[str, Any], problems: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings) as refused:
        model.read(raw)
    assert refused.value.problems == problems


def test_t1_programs_are_told_what_rules_may_say() -> None:
    schema = NewWidget.model_json_schema()
    told = schema["$defs"]

    assert [model.model_json_schema()["properties"]["rules"]["$ref"] for model in (NewWidget, WidgetChange)] == [
        "#/$defs/Rules"
    ] * 2
    assert list(told["Rules"]["properties"]) == ["where", "when", "caps", "after_closing", "start", "stop", "priority"]
    fields = str(told["Condition"]["properties"]["field"])
    assert [name for name in FIELDS if f"{name}: {', '.join(ops_of(name))}" not in fields] == []
    assert told["Trigger"]["properties"]["kind"]["enum"] == list(OF_TRIGGER)
