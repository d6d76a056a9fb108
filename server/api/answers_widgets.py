"""What programs read of a widget's past and of its presses."""

from typing import Any

from pydantic import Field

from server.api.answers import Answer, Moment, Person


class PressAnswer(Answer):
    """How often one thing of a widget was pressed; today is one of the days."""

    action: str = Field(description="The code that the page tells with `pressed`.")
    today: int
    days_7: int
    days_30: int


class SinceAnswer(Answer):
    """From when each of the figures counts: the midnights of the site's time zone."""

    today: Moment
    days_7: Moment
    days_30: Moment


class PressesAnswer(Answer):
    """What visitors pressed in a widget, the most pressed first; what nobody pressed in 30 days is left out."""

    since: SinceAnswer
    items: list[PressAnswer]


class VersionAnswer(Answer):
    """One version of a widget, as visitors had it."""

    version: int
    settings: dict[str, Any]
    rules: dict[str, Any]
    published_by: Person | None = Field(description="null: nobody whom we still know.")
    published_at: Moment
