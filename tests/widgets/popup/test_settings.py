"""What an owner can change about the pop-up."""

import pytest

from server.widget import InvalidSettings
from widgets.popup.settings import PopupSettings


def test_a_stranger_needs_to_change_nothing():
    assert PopupSettings.read({}).model_dump() == {
        "offers": "form",
        "title": {},
        "text": {},
        "picture": "",
        "button": {},
        "dismiss": {},
        "ask_name": False,
        "thanks": {},
        "code": "",
        "link": "",
        "consent_contact": {},
        "consent_marketing": {},
        "privacy_url": "",
    }


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"offers": "prize"}, {"offers": "must be 'form', 'code' or 'text'"}),
        ({"offers": "code"}, {"code": "is required where a code is offered"}),
        ({"code": "x" * 41}, {"code": "at most 40 characters"}),
        (
            {"picture": "javascript:alert(1)"},
            {"picture": "an address that begins with http:// or https://, or nothing"},
        ),
        ({"link": "data:text/html,x"}, {"link": "an address that begins with http:// or https://, or nothing"}),
        ({"title": {"en": "x" * 61}}, {"title.en": "at most 60 characters"}),
        ({"text": {"en": "x" * 601}}, {"text.en": "at most 600 characters"}),
        ({"delay": 5}, {"delay": "is not a known field"}),
    ],
)
def test_what_cannot_be_is_refused_by_name(said: dict[str, object], problems: dict[str, str]):
    with pytest.raises(InvalidSettings) as refused:
        PopupSettings.read(said)

    assert refused.value.problems == problems
