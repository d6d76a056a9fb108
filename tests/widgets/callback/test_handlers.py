"""What the server does with a number that a visitor leaves."""

import json
from pathlib import Path
from typing import Any

import pytest

import widgets.callback
from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.errors import Invalid
from server.widget import CallWanted, Lead, SiteFacts, Visit
from widgets.callback import WIDGET
from widgets.callback.handlers import CallbackSubmission, callable_countries, on_submit
from widgets.callback.settings import CallbackSettings

EXAMPLES = json.loads(Path(widgets.callback.__file__).with_name("examples.json").read_text("utf-8"))
SENT = [
    pytest.param(example["settings"], sent, id=f"{example['name']}-{place}")
    for example in EXAMPLES
    for place, sent in enumerate(example["submissions"])
]


def _visit(settings: dict[str, Any], country: str | None = "RS") -> Visit:
    read = CallbackSettings.read(settings)
    return Visit(SiteFacts("s", country, ("en",), "UTC"), "w", read, "en", 0, read_phone, read_email)


@pytest.mark.parametrize(("settings", "sent"), SENT)
def test_each_example_is_taken_or_refused_as_it_says(settings: dict[str, Any], sent: dict[str, Any]):
    visit = _visit(settings)
    errors: dict[str, str] = {}
    try:
        on_submit(CallbackSubmission.read(sent["values"]), visit)
    except Invalid as refusal:
        errors = refusal.errors
    missing = [each.name for each in WIDGET.purposes if each.required and each.name not in sent["consent"]]
    if missing:
        errors["consent"] = f"is required: {', '.join(missing)}"

    assert errors == sent.get("errors", {})
    assert sent["accepted"] is not bool(errors)


def test_c1_a_number_becomes_a_lead_and_the_wish_to_be_called():
    sent = CallbackSubmission.read({"phone": "064 123 45 67", "name": " Jovana\u202e ", "question": "A\r\nB\u0000"})

    assert on_submit(sent, _visit({"promise_seconds": 60})) == Lead(
        name="Jovana",
        phone="+381641234567",
        values={"phone": "+381641234567", "name": "Jovana", "question": "A\nB"},
        facts={"name": "Jovana"},
        effects=(CallWanted("+381641234567", "A\nB", 60),),
    )


def test_only_the_number_is_needed():
    assert on_submit(CallbackSubmission.read({"phone": "+381641234567"}), _visit({})) == Lead(
        phone="+381641234567",
        values={"phone": "+381641234567"},
        effects=(CallWanted("+381641234567", "", 28),),
    )


def test_c1_without_the_owners_list_the_sites_country_decides_and_without_both_every_country_is_called():
    assert callable_countries(_visit({"countries": ["DE", "AT"]})) == ("DE", "AT")
    assert callable_countries(_visit({}, "RS")) == ("RS",)
    assert callable_countries(_visit({}, None)) == ()


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"phone": "is required"}),
        ({"phone": "0" * 301}, {"phone": "at most 300 characters"}),
        ({"phone": "1", "corrects": "x" * 27}, {"corrects": "at most 26 characters"}),
        ({"phone": "1", "name": "x" * 81}, {"name": "at most 80 characters"}),
        ({"phone": "1", "question": "x" * 1001}, {"question": "at most 1000 characters"}),
        ({"phone": 381641234567}, {"phone": "must be a text"}),
        ({"phone": "1", "admin": True}, {"admin": "is not a known field"}),
    ],
)
def test_what_does_not_fit_the_form_is_refused_by_its_field(values: dict[str, Any], errors: dict[str, str]):
    with pytest.raises(Invalid) as refused:
        CallbackSubmission.read(values)

    assert refused.value.errors == errors


def test_no_number_at_all_is_refused_with_its_reason():
    with pytest.raises(Invalid) as refused:
        on_submit(CallbackSubmission.read({"phone": " \u200e "}), _visit({}))

    assert (refused.value.errors, refused.value.reasons) == ({"phone": "is required"}, {"phone": "required"})


@pytest.mark.parametrize("typed", ["0" * 45, "+381 " + "64 123 45 67 " * 20, "1" * 300])
def test_a_number_far_too_long_is_refused_as_a_number_with_its_reason(typed: str):
    with pytest.raises(Invalid) as refused:
        on_submit(CallbackSubmission.read({"phone": typed}), _visit({}))

    assert (refused.value.errors, refused.value.reasons) == (
        {"phone": "This number is too long."},
        {"phone": "too_long"},
    )


def test_the_lead_that_a_number_corrects_is_named():
    sent = CallbackSubmission.read({"phone": "+381641234567", "corrects": "01jd9q4k7mwz2x8c5v1b3n6r0t"})

    lead = on_submit(sent, _visit({}))

    assert lead.effects == (CallWanted("+381641234567", "", 28, "01jd9q4k7mwz2x8c5v1b3n6r0t"),)
    assert "corrects" not in lead.values


@pytest.mark.parametrize(
    "name", ["O'Brien", "Анна-Мария О’Нил", "ليلى", "Nguyễn Thị Ánh", "👩‍👩‍👧 Ana", "=SUM(A1)", "<b>Bo</b>"]
)
def test_honest_and_odd_names_are_kept_letter_by_letter(name: str):
    lead = on_submit(CallbackSubmission.read({"phone": "+381641234567", "name": name}), _visit({}))

    assert lead.name == name


def test_p2_contact_is_required_and_marketing_is_asked_only_when_its_words_are_written():
    asked = {each.name: (each.required, each.offered_by_default, each.setting) for each in WIDGET.purposes}

    assert asked == {
        "contact": (True, True, "consent_contact"),
        "marketing": (False, False, "consent_marketing"),
    }
