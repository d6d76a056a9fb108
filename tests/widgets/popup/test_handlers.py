"""What the server does with an address that a visitor leaves in a pop-up."""

import json
from pathlib import Path
from typing import Any

import pytest

import widgets.popup
from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.errors import Invalid
from server.widget import CodeWanted, Lead, SiteFacts, Visit
from widgets.popup import WIDGET
from widgets.popup.handlers import PopupSubmission, on_submit
from widgets.popup.settings import PopupSettings

EXAMPLES = json.loads(Path(widgets.popup.__file__).with_name("examples.json").read_text("utf-8"))
POOL = "0" * 26
SENT = [
    pytest.param(example["settings"], sent, id=f"{example['name']}-{place}")
    for example in EXAMPLES
    for place, sent in enumerate(example["submissions"])
]


def _visit(settings: dict[str, Any]) -> Visit:
    read = PopupSettings.read(settings)
    return Visit(SiteFacts("s", "RS", ("en",), "UTC"), "w", read, "en", 0, read_phone, read_email)


@pytest.mark.parametrize(("settings", "sent"), SENT)
def test_each_example_is_taken_or_refused_as_it_says(settings: dict[str, Any], sent: dict[str, Any]) -> None:
    visit = _visit(settings)
    errors: dict[str, str] = {}
    try:
        on_submit(PopupSubmission.read(sent["values"]), visit)
    except Invalid as refusal:
        errors = refusal.errors
    asked = [each for each in WIDGET.purposes if each.required and each.asked and each.asked(visit.settings)]
    missing = [each.name for each in asked if each.name not in sent["consent"]]
    if missing and not errors:
        errors["consent"] = f"is required: {', '.join(missing)}"

    assert errors == sent.get("errors", {})
    assert sent["accepted"] is not bool(errors)


def test_an_address_becomes_a_lead_in_its_normal_form() -> None:
    sent = PopupSubmission.read({"email": " Jovana@Post.Example ", "name": " Jovana\u202e "})

    assert on_submit(sent, _visit({})) == Lead(
        name="Jovana",
        email="jovana@post.example",
        values={"email": "jovana@post.example", "name": "Jovana"},
        facts={"name": "Jovana"},
    )


def test_without_a_name_nothing_is_said_of_one() -> None:
    lead = on_submit(PopupSubmission.read({"email": "jovana@post.example"}), _visit({}))

    assert (lead.values, lead.facts) == ({"email": "jovana@post.example"}, {})


def test_a_number_is_read_as_the_sites_country_writes_it_or_as_any_other_with_its_code() -> None:
    sent = [{"email": "jovana@post.example", "phone": phone} for phone in ("060 123 4567", "+7 916 123-45-67")]

    leads = [on_submit(PopupSubmission.read(each), _visit({"ask_phone": True})) for each in sent]

    assert [lead.phone for lead in leads] == ["+381601234567", "+79161234567"]


@pytest.mark.parametrize(
    ("settings", "effects"),
    [
        ({"code_source": "pool", "pool": POOL}, (CodeWanted(POOL),)),
        ({"code": "MORNING10"}, ()),
    ],
)
def test_o2_beside_a_form_a_code_of_a_pool_is_wanted_with_the_lead(
    settings: dict[str, Any], effects: tuple[Any, ...]
) -> None:
    lead = on_submit(PopupSubmission.read({"email": "jovana@post.example"}), _visit(settings))

    assert (lead.email, lead.effects, lead.listed) == ("jovana@post.example", effects, True)


def test_o2_a_code_shown_at_a_press_makes_no_lead_in_any_list() -> None:
    lead = on_submit(PopupSubmission(), _visit({"offers": "code", "code_source": "pool", "pool": POOL}))

    assert lead == Lead(listed=False, effects=(CodeWanted(POOL),))


def test_consent_is_asked_where_an_address_is() -> None:
    asked = [
        [each.name for each in WIDGET.purposes if each.asked and each.asked(PopupSettings.read(settings))]
        for settings in ({}, {"offers": "code", "code": "MORNING10"})
    ]

    assert asked == [["contact", "marketing"], []]
