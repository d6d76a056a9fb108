"""Things that the tests of letters and chats tell of, and the house's own drawer."""

from pathlib import Path
from typing import Any

from server.console.letters import Letters
from server.deliveries.channels import MAIL, Message, SiteLine, Target
from server.registry import Kind, Registry
from server.widget import Lead, Model, Settings, Widget

PUBLIC = "https://desk.harbourrow.example"
MOMENT = 1_778_767_560_000  # 14 May 2026, 16:06 in Belgrade
SITE = SiteLine("s" * 26, "Harbour Row", "Europe/Belgrade", ("en", "ru"))


class Nothing(Settings):
    """Nothing to set."""


class Said(Model):
    """Nothing to send."""


LETTER = Kind(
    "letter", Path(), Widget(Nothing, Said, lambda *_: Lead("", "", "", {}, {})), {"en": {"kind": "Letter"}}, ()
)
DRAWER = Letters(Registry({"letter": LETTER}), PUBLIC)


def lead(**more: Any) -> dict[str, Any]:
    """A lead as the API reads it."""
    known = {
        "id": "l" * 26,
        "site": SITE.id,
        "kind": "letter",
        "widget": "w" * 26,
        "client": "c" * 26,
        "name": "Ivana Lukić",
        "phone": "+381601234567",
        "email": "ivana@mail.example",
        "values": {"name": "Ivana Lukić", "question": "Do you deliver\nto an office?"},
        "page": {"url": "https://harbourrow.example/tastings", "title": "Tastings", "referrer": ""},
        "source": {"first": {}, "last": {"referrer": "https://www.google.com/"}},
        "spam": False,
        "sample": False,
        "taken_by": None,
    }
    return known | more


def message(number: int = 1, **more: Any) -> Message:
    """A message that tells of a lead."""
    return Message(f"event{number}", "lead.created", MOMENT, SITE, lead(**more))


def target(channel: str = MAIL, address: str = "team@harbourrow.example", **more: Any) -> Target:
    """A target with everything usual."""
    known = {
        "id": "t" * 26,
        "site": SITE.id,
        "channel": channel,
        "name": "",
        "address": address,
        "events": (),
        "kinds": (),
        "state": "active",
        "reason": "",
        "failing_since": None,
        "created_by": None,
        "created_at": MOMENT,
    }
    return Target(**known | more)
