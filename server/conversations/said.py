"""What somebody writes in a conversation, as it is kept: clean, not empty, not endless."""

from typing import NamedTuple

from server.errors import Invalid
from server.hub.visitor_frames import Page
from server.widget import some_lines

TEXT_LENGTH = 4000
# Overrides turn what is read into something else; marks that right-to-left scripts need stay.
OVERRIDES = dict.fromkeys((0x202D, 0x202E))


class Sent(NamedTuple):
    """A file whose bytes are on disk, `digest` of them as they came."""

    id: str
    digest: str


class Said(NamedTuple):
    """A message to be kept: `key` makes a repeated send harmless, `text` is clean; with a file there may be none."""

    key: str
    text: str
    file: Sent | None = None

    @property
    def same(self) -> tuple[str, ...]:
        """What a second send under this key must have in common with the first."""
        return (self.text, self.file.digest) if self.file else (self.text,)


class Answered(NamedTuple):
    """What a visitor's words answer: the words, and the member they are of ("": nobody's)."""

    member: str
    text: str


class Place(NamedTuple):
    """Where a visitor writes: the widget, the page it stands on, and the language they read.

    `department` is the id of who should answer what begins here; "": anybody.
    """

    widget: str
    page: Page
    language: str
    sample: bool = False
    department: str = ""


def tidy(text: str) -> str:
    """The words in NFC, without control characters or overrides; there may be none."""
    return str(some_lines(text)).translate(OVERRIDES).strip()


def clean(text: str) -> str:
    """The words as they are kept: tidy, at most 4,000 characters; or `Invalid`."""
    words = tidy(text)
    if not words or not any(sign.isprintable() and not sign.isspace() for sign in words):
        raise Invalid(errors={"text": "is required"}, reasons={"text": "required"})
    if len(words) > TEXT_LENGTH:
        raise Invalid(errors={"text": f"at most {TEXT_LENGTH} characters"}, reasons={"text": "too_long"})
    return words
