"""What programs read of why a visitor sees a widget or does not, and of the link that shows a draft."""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from server.api.answers import Answer, Moment

Gate = Literal[
    "not_published", "disabled", "not_yet", "over", "where", "unknown", "caps", "closed", "done", "quiet",
    "another_first", "search_guard", "no_memory", "waits",
]  # fmt: skip


class ConditionAnswer(Answer):
    """The condition that decided."""

    path: str = Field(description="Where it stands, like `rules.where.all.0`.")
    field: str
    op: str
    value: JsonValue
    found: JsonValue = Field(description="What the page had there; null: nothing.")
    met: bool = Field(description="It is met, and stands under a `not`.")
    others: int = Field(description="So many more would have done instead, and none did.")


class VerdictAnswer(Answer):
    """What becomes of one widget."""

    widget: str
    kind: str
    name: str
    shown: bool
    gate: Gate | None = Field(description="The first that holds it back; null: it is shown.")
    condition: ConditionAnswer | None = Field(description="With `where`: which condition decided.")
    missing: list[str] = Field(description="With `unknown`: the fields that nobody knows.")
    triggers: list[dict[str, Any]] = Field(description="What opens it by itself, any one of them.")
    first: str | None = Field(description="With `another_first`: the widget that opens before it.")
    as_bar: bool = Field(description="It comes as a bar, since the visitor searched for the page on a phone.")


class ExplainAnswer(Answer):
    """Every widget of the site on one page, in order of priority."""

    page: str
    at: Moment
    facts: Annotated[dict[str, JsonValue], Field(description="What was known of the page and its visitor.")]
    items: list[VerdictAnswer]


class PreviewAnswer(Answer):
    """A link that shows what nobody has published."""

    url: str
    expires_at: Moment
