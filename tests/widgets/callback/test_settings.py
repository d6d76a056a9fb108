"""What an owner can change about the callback widget."""

import pytest

from server.widget import NO_ADDRESS, InvalidSettings
from widgets.callback.settings import CallbackSettings


def test_a_stranger_needs_to_change_nothing():
    settings = CallbackSettings.read({})

    assert settings.model_dump() == {
        "title": {},
        "promise": {},
        "button": {},
        "launcher": {},
        "thanks": {},
        "consent_contact": {},
        "consent_marketing": {},
        "privacy_url": "",
        "promise_seconds": 28,
        "ask_name": True,
        "ask_question": True,
        "countries": (),
    }


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"title": {"en": "x" * 61}}, {"title.en": "at most 60 characters"}),
        ({"consent_contact": {"en": "x" * 601}}, {"consent_contact.en": "at most 600 characters"}),
        ({"promise_seconds": 9}, {"promise_seconds": "at least 10"}),
        ({"promise_seconds": 601}, {"promise_seconds": "at most 600"}),
        (
            {"privacy_url": "javascript:alert(1)"},
            {"privacy_url": NO_ADDRESS},
        ),
        ({"privacy_url": "https://"}, {"privacy_url": NO_ADDRESS}),
        ({"countries": ["XX"]}, {"countries.0": "a country's code of two capital letters, for example RS"}),
        ({"delay": 5}, {"delay": "is not a known field"}),
    ],
)
def test_each_wrong_setting_is_refused_by_its_path(said: dict, problems: dict[str, str]):
    with pytest.raises(InvalidSettings) as refused:
        CallbackSettings.read(said)

    assert refused.value.problems == problems


def test_every_setting_says_what_it_is_for():
    fields = CallbackSettings.model_json_schema()["properties"]

    assert [name for name, field in fields.items() if not field.get("description")] == []
