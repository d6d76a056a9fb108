"""What the server does with an address that a visitor leaves for the shop's letters."""

from typing import Any

import pytest

from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.errors import Invalid
from server.registry import find_kinds
from server.sites.consent_texts import offered
from server.widget import Lead, SiteFacts, Visit
from widgets.multibutton.handlers import MultibuttonSubmission, on_submit
from widgets.multibutton.settings import MultibuttonSettings

KIND = find_kinds().kind("multibutton")
SENT = [
    pytest.param(dict(example.settings), dict(sent), id=f"{example.name}-{place}")
    for example in KIND.examples
    for place, sent in enumerate(example.submissions)
    if "consent" not in sent.get("errors", {})
]


def visit(settings: dict[str, Any]) -> Visit:
    """A visit of a site whose multibutton is set up like this."""
    read = MultibuttonSettings.read(settings)
    return Visit(SiteFacts("s", "RS", ("en",), "UTC"), "w", read, "en", 0, read_phone, read_email)


@pytest.mark.parametrize(("settings", "sent"), SENT)
def test_the_rooms_examples_are_answered_as_they_say(settings: dict[str, Any], sent: dict[str, Any]) -> None:
    try:
        on_submit(MultibuttonSubmission.read(sent["values"]), visit(settings))
        errors = None
    except Invalid as refused:
        errors = refused.errors

    assert errors == sent.get("errors")


def test_an_address_is_kept_in_its_normal_form() -> None:
    lead = on_submit(MultibuttonSubmission(email="Jovana@Post.Example"), visit({}))

    assert lead == Lead(email="jovana@post.example", values={"email": "jovana@post.example"})


def test_l10_consent_to_letters_is_asked_for_only_where_an_address_is() -> None:
    asking, silent = ({"actions": [{"kind": kind}]} for kind in ("subscribe", "callback"))

    assert [
        [each.name for each in offered(KIND, KIND.widget.settings.read(settings))] for settings in (asking, silent)
    ] == [
        ["newsletter"],
        [],
    ]
