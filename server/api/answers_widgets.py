"""What programs read of a widget's past."""

from typing import Any

from pydantic import Field

from server.api.answers import Answer, Moment, Person


class VersionAnswer(Answer):
    """One version of a widget, as visitors had it."""

    version: int
    settings: dict[str, Any]
    rules: dict[str, Any]
    published_by: Person | None = Field(description="null: nobody whom we still know.")
    published_at: Moment
