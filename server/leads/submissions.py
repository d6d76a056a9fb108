"""What a visitor's browser sends when somebody leaves something."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from server.hub.frames import Counter, Id, Key, Milliseconds
from server.hub.visitor_frames import Page, Purposes, Token
from server.widget import Field, Language, Model

MOST_PURPOSES = 10
TRAP_LENGTH = 300


def _cut(value: object) -> object:
    return value[:TRAP_LENGTH] if isinstance(value, str) else value


class Submission(Model):
    """One thing left by a visitor; sent again under the same `key` it counts once.

    `version` is the widget's published version that was in hand, `language` the one it was read in, `trap` a field
    that people do not see, `opened_ms` how long the form was open; whatever is absent raises no suspicion.
    """

    key: Key
    widget: Id
    values: dict[str, Any]
    consent: Purposes = Field((), max_length=MOST_PURPOSES)
    page: Page = Page()
    visitor: Token | None = None
    version: Counter | None = None
    language: Language | None = None
    trap: Annotated[str, BeforeValidator(_cut)] | None = None
    opened_ms: Milliseconds | None = None


def is_suspicious(submission: Submission, least_ms: int) -> bool:
    """Whether this looks sent by a machine: the trap is filled, or the form was open for less than `least_ms`."""
    quick = submission.opened_ms is not None and submission.opened_ms < least_ms
    return bool(submission.trap) or quick
