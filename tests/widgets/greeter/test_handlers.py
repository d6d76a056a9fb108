"""What the server does with a reply to the greeter."""

import json
from pathlib import Path
from typing import Any

import pytest

import widgets.greeter
from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.errors import Invalid
from server.widget import Lead, MeantFor, SiteFacts, Visit
from widgets.greeter import WIDGET
from widgets.greeter.handlers import GreeterSubmission, on_submit
from widgets.greeter.settings import GreeterSettings

EXAMPLES = json.loads(Path(widgets.greeter.__file__).with_name("examples.json").read_text("utf-8"))
SENT = [
    pytest.param(example["settings"], sent, id=f"{example['name']}-{place}")
    for example in EXAMPLES
    for place, sent in enumerate(example["submissions"])
]


def _visit(settings: dict[str, Any], language: str = "en") -> Visit:
    read = GreeterSettings.read(settings)
    return Visit(SiteFacts("s", "RS", ("en",), "UTC"), "w", read, language, 0, read_phone, read_email)


@pytest.mark.parametrize(("settings", "sent"), SENT)
def test_each_example_is_taken_or_refused_as_it_says(settings: dict[str, Any], sent: dict[str, Any]) -> None:
    visit = _visit(settings)
    errors: dict[str, str] = {}
    try:
        on_submit(GreeterSubmission.read(sent["values"]), visit)
    except Invalid as refusal:
        errors = refusal.errors
    asked = [each for each in WIDGET.purposes if each.required and each.asked and each.asked(visit.settings)]
    missing = [each.name for each in asked if each.name not in sent["consent"]]
    if missing and not errors:
        errors["consent"] = f"is required: {', '.join(missing)}"

    assert errors == sent.get("errors", {})
    assert sent["accepted"] is not bool(errors)


def test_l8_a_reply_is_a_lead_with_the_words_what_they_answer_and_for_whom_they_are() -> None:
    settings = {"messages": [{"text": {"en": "Beans?"}}, {"text": {"en": "Tea?", "ru": "Чай?"}}]}
    sent = {"message": " Yes,\nplease ", "phone": "064 123 4567", "said": 2, "sender": "anna"}

    assert on_submit(GreeterSubmission.read(sent), _visit(settings, "ru")) == Lead(
        phone="+381641234567",
        values={"message": "Yes,\nplease", "said": "Чай?", "phone": "+381641234567"},
        effects=(MeantFor("anna"),),
    )


def test_l8_the_team_reads_the_words_as_the_visitor_read_them() -> None:
    settings = {"messages": [{"text": {"en": "Hello, {name|friend}! You read {page}."}}]}
    sent: dict[str, Any] = {"message": "Yes", "email": "jovana@post.example"}
    told = [
        on_submit(GreeterSubmission.read(sent | facts), _visit(settings)).values["said"]
        for facts in ({}, {"facts": {"name": "Jovana", "page": "Beans"}}, {"facts": {"said": "Pay at evil.example"}})
    ]

    assert told == ["Hello, friend!", "Hello, Jovana! You read Beans.", "Hello, friend!"]


@pytest.mark.parametrize("settings", [{}, {"messages": [{"text": {"en": "Beans?"}}]}])
def test_a_reply_to_a_message_that_is_gone_or_was_the_widgets_own_says_nothing_of_it(settings: dict[str, Any]) -> None:
    sent = {"message": "Yes", "email": "jovana@post.example", "said": 2 if settings else 1}

    assert "said" not in on_submit(GreeterSubmission.read(sent), _visit(settings)).values
