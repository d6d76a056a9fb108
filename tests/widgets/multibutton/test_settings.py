"""What an owner can change about the multibutton."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from server.registry import find_kinds
from server.sites.document import public_settings
from server.widget import InvalidSettings
from widgets.multibutton.settings import USUAL, Action, MultibuttonSettings

ROOM = Path(__file__).parents[3] / "widgets/multibutton"
KINDS = get_args(Action.model_fields["kind"].annotation)
ID = "0" * 26


def refused(settings: dict[str, Any]) -> dict[str, str]:
    """What is said of settings that cannot be meant, by path."""
    with pytest.raises(InvalidSettings) as error:
        MultibuttonSettings.read(settings)
    return error.value.problems


def test_a_stranger_needs_to_change_nothing_and_is_shown_only_what_can_work() -> None:
    settings = MultibuttonSettings.read({})

    assert [each.kind for each in settings.actions] == ["callback", "subscribe"]
    assert public_settings(settings, ("en",)) == {}


def test_the_browser_offers_the_usual_where_nothing_was_chosen() -> None:
    source = (ROOM / "offered.js").read_text("utf-8")
    [usual] = re.findall(r"const USUAL = \[(.*)\];", source)

    assert re.findall(r'kind: "(\w+)"', usual) == [each["kind"] for each in USUAL if isinstance(each, dict)]


def test_each_action_has_an_icon_and_words_in_every_language() -> None:
    icons = re.findall(r"^  (\w+): ", (ROOM / "icons.js").read_text("utf-8"), re.MULTILINE)
    texts = find_kinds().kind("multibutton").texts

    assert sorted(icons) == sorted(KINDS)
    assert {
        (language, kind) for language in texts for kind in KINDS if not texts[language].get(f"label_{kind}")
    } == set()


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"actions": []}, {"actions": "at least one action"}),
        ({"actions": [{"kind": "callback"}] * 13}, {"actions": "at most 12 of them"}),
        ({"actions": [{}]}, {"actions.0.kind": "is required"}),
        (
            {"actions": [{"kind": "callback"}, {"kind": "link", "to": "javascript:alert(1)"}]},
            {"actions.1.to": "an address that begins with http:// or https://, or on the same site with /, # or ?"},
        ),
        ({"actions": [{"kind": "call"}]}, {"actions.0.to": "a phone number, for example +381 60 1234567"}),
        ({"actions": [{"kind": "widget"}]}, {"actions.0.widget": "is required where a widget is opened"}),
        ({"actions": [{"kind": "widget", "widget": "x"}]}, {"actions.0.widget": "an id of ours, or nothing"}),
        (
            {"actions": [{"kind": "callback", "label": {"en": "x" * 61}}]},
            {"actions.0.label.en": "at most 60 characters"},
        ),
        (
            {"actions": [{"kind": "callback", "where": {"all": [{"field": "moon", "op": "is", "value": "full"}]}}]},
            {"actions.0.where.all.0.field": None},
        ),
        (
            {"privacy_url": "javascript:alert(1)"},
            {
                "privacy_url": "an address that begins with http:// or https://, without user and password, or on the"
                " same site with /, # or ?"
            },
        ),
        ({"delay": 5}, {"delay": "is not a known field"}),
    ],
)  # fmt: skip
def test_l10_each_wrong_setting_is_refused_by_its_path(said: dict[str, Any], problems: dict[str, str | None]) -> None:
    found = refused(said)

    assert list(found) == list(problems)
    assert [words for path, words in found.items() if problems[path] not in (None, words)] == []


def test_what_belongs_to_another_kind_is_left_behind() -> None:
    settings = MultibuttonSettings.read({"actions": [{"kind": "callback", "to": "+381 60 1234567", "widget": ID}]})

    assert (settings.actions[0].to, settings.actions[0].widget) == ("", "")


def test_every_setting_says_what_it_is_for() -> None:
    schema = MultibuttonSettings.model_json_schema()
    fields = {**schema["properties"], **schema["$defs"]["Action"]["properties"]}

    assert [name for name, field in fields.items() if not field.get("description")] == []
