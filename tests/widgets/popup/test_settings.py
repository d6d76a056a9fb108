"""What an owner can change about the pop-up."""

import pytest
from pydantic import ValidationError

from server.widget import NO_ADDRESS, InvalidSettings
from widgets.popup.settings import PopupSettings


def test_a_stranger_needs_to_change_nothing() -> None:
    assert PopupSettings.read({}).model_dump() == {
        "layout": "dialog",
        "edge": "bottom",
        "offers": "form",
        "title": {},
        "text": {},
        "picture": "",
        "button": {},
        "dismiss": {},
        "ask_name": False,
        "ask_phone": False,
        "thanks": {},
        "code_source": "fixed",
        "code": "",
        "pool": "",
        "link": "",
        "steps": (),
        "consent_contact": {},
        "consent_marketing": {},
        "confirm_by_mail": False,
        "privacy_url": "",
    }


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"offers": "prize"}, {"offers": "must be 'form', 'code' or 'text'"}),
        ({"offers": "code"}, {"code": "is required where a code is offered"}),
        ({"layout": "cellar"}, {"layout": "must be 'dialog', 'full_page', 'slide_in', 'bar' or 'inline'"}),
        ({"code_source": "pool"}, {"pool": "is required where codes come from a pool"}),
        ({"offers": "code", "code_source": "pool"}, {"pool": "is required where codes come from a pool"}),
        ({"pool": "x"}, {"pool": "an id of ours, or nothing"}),
        ({"steps": [{}]}, {"steps.0.title": "is required in one language at least"}),
        ({"steps": [{"title": {"en": "1"}}] * 6}, {"steps": "at most 5 of them"}),
        (
            {"steps": [{"title": {"en": "1"}, "picture": "javascript:alert(1)"}]},
            {"steps.0.picture": "an address that begins with http:// or https://, or nothing"},
        ),
        ({"code": "x" * 41}, {"code": "at most 40 characters"}),
        (
            {"picture": "javascript:alert(1)"},
            {"picture": "an address that begins with http:// or https://, or nothing"},
        ),
        ({"link": "data:text/html,x"}, {"link": NO_ADDRESS}),
        ({"title": {"en": "x" * 61}}, {"title.en": "at most 60 characters"}),
        ({"text": {"en": "x" * 601}}, {"text.en": "at most 600 characters"}),
        ({"delay": 5}, {"delay": "is not a known field"}),
    ],
)
def test_what_cannot_be_is_refused_by_name(said: dict[str, object], problems: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings) as refused:
        PopupSettings.read(said)

    assert refused.value.problems == problems


@pytest.mark.parametrize(
    "stored",
    [
        {"title": {"en": "A letter on Fridays"}, "ask_name": True},
        {"offers": "code", "code": "MORNING10", "link": "https://shop.example/coffee"},
        {"offers": "text", "text": {"en": "Closed on Monday."}, "dismiss": {"en": "I see"}},
    ],
)
def test_what_was_stored_before_there_were_layouts_is_a_dialog_still(stored: dict[str, object]) -> None:
    read = PopupSettings.read(stored)

    assert (read.layout, read.code_source, read.draws_codes, read.steps) == ("dialog", "fixed", False, ())


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"offers": "code"}, "no_code"),
        ({"code_source": "pool"}, "no_pool"),
        ({"steps": [{"text": {"en": "A text alone"}}]}, "step_empty"),
    ],
)
def test_what_does_not_go_together_is_refused_with_a_reason_that_stays(said: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PopupSettings.model_validate(said)

    assert [each["ctx"]["error"].reason for each in refused.value.errors()] == [reason]
