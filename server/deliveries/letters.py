"""A letter before it is sent: what it says, who draws it, and the head that no visitor's text can break."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Protocol

LONGEST_SUBJECT = 200
BROKEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


class UnfitAddress(Exception):
    """The address cannot stand in a letter's head: broken lines, or no address at all."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one letter, as plain text and as HTML that says the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that the team is told of: its type, when it was, the thing as the API reads it, and what is known
    around it: the widget's name, and until when (ms) we promised to call, where we did."""

    type: str
    at: int
    thing: Mapping[str, Any]
    widget: str = ""
    promised_until: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The site that a letter speaks of, and the time zone (IANA) its clock shows."""

    name: str
    time_zone: str


class Drawer(Protocol):
    """Whoever turns facts into words; the application brings one, so that this room needs no templates."""

    def draw(self, template: str, language: str, facts: Mapping[str, Any]) -> Letter:
        """The letter of this template (`templates/mail/<template>.txt` and `.html`) in this language."""
        ...

    def news(self, language: str, desk: Desk, happened: Sequence[Happened]) -> Letter:
        """A letter that tells of one thing, or of all of several."""
        ...

    def line(self, language: str, desk: Desk, happened: Happened, most: int) -> str:
        """The same in plain text of at most `most` characters, for a chat."""
        ...


def compose(letter: Letter, sender: str, to: str, message_id: str, now: int) -> EmailMessage:
    """The letter as it travels; raises `UnfitAddress` for an address that could break its head.

    What a visitor wrote may stand in the subject: broken lines and marks that turn text round become spaces there.
    """
    message = EmailMessage()
    message["From"] = _address(sender)
    message["To"] = _address(to)
    message["Subject"] = BROKEN.sub(" ", letter.subject).strip()[:LONGEST_SUBJECT]
    message["Date"] = format_datetime(datetime.fromtimestamp(now / 1000, UTC))
    message["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # nobody's holiday answer comes back
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def message_id(target: str, events: Sequence[str]) -> str:
    """The same for the same things to the same target, so that a letter that is sent twice is one and the same."""
    told = "\n".join([target, *sorted(events)])
    return f"frontdesk.{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def _address(said: str) -> Address:
    if BROKEN.search(said):
        raise UnfitAddress("an address holds a broken line")
    try:
        return Address(addr_spec=said)
    except Exception as error:  # the standard library raises its parser's own errors, and IndexError
        raise UnfitAddress("this is no address") from error
