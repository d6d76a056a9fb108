"""What the server does with an address that a visitor leaves in a pop-up."""

import json
from pathlib import Path
from typing import Any

import pytest

import widgets.popup
from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.errors import Invalid
from server.widget import Lead, SiteFacts, Visit
from widgets.popup import WIDGET
from widgets.popup.handlers import PopupSubmission, on_submit
from widgets.popup.settings import PopupSettings

EXAMPLES = json.loads(Path(widgets.popup.__file__).with_name("examples.json").read_text("utf-8"))
SENT = [
    pytest.param(example["settings"], sent, id=f"{example['name']}-{place}")
    for example in EXAMPLES
    for place, sent in enumerate(example["submissions"])
]


def _visit(settings: dict[str, Any]) -> Visit:
    read = PopupSettings.read(settings)
    return Visit(SiteFacts("s", "RS", ("en",), "UTC"), "w", read, "en", 0, read_phone, read_email)


@pytest.mark.parametrize(("settings", "sent"), SENT)
def test_each_example_is_taken_or_refused_as_it_says(settings: dict[str, Any], sent: dict[str, Any]):
    visit = _visit(settings)
    errors: dict[str, str] = {}
    try:
        on_submit(PopupSubmission.read(sent["values"]), visit)
    except Invalid as refusal:
        errors = refusal.errors
    missing = [each.name for each in WIDGET.purposes if each.required and each.name not in sent["consent"]]
    if missing and not errors:
        errors["consent"] = f"is required: {', '.join(missing)}"

    assert errors == sent.get("errors", {})
    assert sent["accepted"] is not bool(errors)


def test_an_address_becomes_a_lead_in_its_normal_form():
    sent = PopupSubmission.read({"email": " Jovana@Post.Example ", "name": " Jovana\u202e "})

    assert on_submit(sent, _visit({})) == Lead(
        name="Jovana",
        email="jovana@post.example",
        values={"email": "jovana@post.example", "name": "Jovana"},
        facts={"name": "Jovana"},
    )


def test_without_a_name_nothing_is_said_of_one():
    lead = on_submit(PopupSubmission.read({"email": "jovana@post.example"}), _visit({}))

    assert (lead.values, lead.facts) == ({"email": "jovana@post.example"}, {})


def test_it_opens_by_itself_and_so_keeps_to_what_interrupting_widgets_keep_to():
    assert WIDGET.interrupts
    assert WIDGET.trigger == {"kind": "delay", "seconds": 40}
