"""What programs read of tags, of the site's own fields, and of changes to many people at once."""

from typing import Literal

from pydantic import Field

from server.api.answers import Answer


class TagAnswer(Answer):
    """A tag of the site; `people` are counted to 1,001."""

    id: str
    name: str
    people: int


class FieldAnswer(Answer):
    """A field of the site's own that stands on every card; people's values are found under its `key`."""

    id: str
    key: str
    label: dict[str, str] = Field(description="What it is called, by language.")
    kind: Literal["text", "number", "date", "yes_no", "choice"]
    choices: list[str]


class BulkAnswer(Answer):
    """What a change to many people came to: `seen` were looked at, `changed` are different now."""

    id: str
    seen: int
    changed: int
    done: bool


class UndoneAnswer(Answer):
    """For how many people a change was taken back."""

    people: int
