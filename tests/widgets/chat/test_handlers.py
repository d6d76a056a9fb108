"""What the server does with a message that is left by the chat."""

import json
from pathlib import Path
from typing import Any

import pytest

import widgets.chat
from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.errors import Invalid
from server.widget import Lead, MessageWanted, SiteFacts, Visit
from widgets.chat import WIDGET
from widgets.chat.handlers import ChatSubmission, department, on_submit
from widgets.chat.settings import ChatSettings

EXAMPLES = json.loads(Path(widgets.chat.__file__).with_name("examples.json").read_text("utf-8"))
SENT = [
    pytest.param(example["settings"], sent, id=f"{example['name']}-{place}")
    for example in EXAMPLES
    for place, sent in enumerate(example["submissions"])
]


def _visit(settings: dict[str, Any]) -> Visit:
    read = ChatSettings.read(settings)
    return Visit(SiteFacts("s", "RS", ("en",), "UTC"), "w", read, "en", 0, read_phone, read_email)


@pytest.mark.parametrize(("settings", "sent"), SENT)
def test_each_example_is_taken_or_refused_as_it_says(settings: dict[str, Any], sent: dict[str, Any]) -> None:
    errors: dict[str, str] = {}
    try:
        on_submit(ChatSubmission.read(sent["values"]), _visit(settings))
    except Invalid as refusal:
        errors = refusal.errors
    missing = [each.name for each in WIDGET.purposes if each.required and each.name not in sent["consent"]]
    if missing and not errors:
        errors["consent"] = f"is required: {', '.join(missing)}"

    assert errors == sent.get("errors", {})
    assert sent["accepted"] is not bool(errors)


def test_l4_what_is_left_is_a_lead_and_is_said_in_the_visitors_conversation() -> None:
    sent = {"message": " Do you ship,\nplease? ", "name": "Ivana", "phone": "064 123 4567"}

    assert on_submit(ChatSubmission.read(sent), _visit({})) == Lead(
        name="Ivana",
        phone="+381641234567",
        values={"message": "Do you ship,\nplease?", "name": "Ivana", "phone": "+381641234567"},
        facts={"name": "Ivana"},
        effects=(MessageWanted("Do you ship,\nplease?"),),
    )


def test_a_message_longer_than_anybody_reads_is_refused_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        ChatSubmission.read({"message": "x" * 4001, "email": "ivana@example.com"})

    assert list(refused.value.errors) == ["message"]


def test_l3_a_topic_says_who_answers_and_one_that_is_there_no_more_says_nobody() -> None:
    topics = [{"text": {"en": "Orders"}, "department": "d1"}, {"text": {"en": "Else"}}]
    found = [department(ChatSettings.read({"topics": topics}), topic) for topic in (0, 1, 2, 3)]
    assert found == ["", "d1", "", ""]
    sent = {"message": "Hello", "email": "ivana@example.com", "topic": 1}
    lead = on_submit(ChatSubmission.read(sent), _visit({"topics": topics}))
    assert lead.effects == (MessageWanted("Hello", "d1"),)
