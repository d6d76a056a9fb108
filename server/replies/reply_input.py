"""What an owner says of a ready answer, checked as a whole."""

from typing import Annotated

from pydantic import AfterValidator, Field

from server.conversations.said import TEXT_LENGTH, clean
from server.errors import Invalid
from server.model import LANGUAGE
from server.replies.variables import NAMES, strange
from server.widget import Model, Name, Unfit

LONGEST_SHORTCUT, LONGEST_TITLE, LONGEST = 30, 80, 2000
MOST_OF_SITE = 200


def _shortcut(value: str) -> str:
    said = value.removeprefix("/").casefold()
    if not said or not all(sign.isalnum() or sign in "-_" for sign in said):
        raise Unfit("shortcut", "letters, digits, - and _, without spaces")
    return said[:LONGEST_SHORTCUT]


def _text(value: str) -> str:
    try:
        said = clean(value)
    except Invalid as error:
        raise ValueError(next(iter(error.errors.values()))) from error
    if unknown := strange(said):
        known = ", ".join(f"{{{name}}}" for name in NAMES)
        raise Unfit("variable", f"{{{unknown[0][:LONGEST_SHORTCUT]}}} is no variable; there are {known}")
    return said


Shortcut = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST_SHORTCUT + 1, description="What is typed after the slash."),
    AfterValidator(_shortcut),
]
Title = Annotated[Name, Field(max_length=LONGEST_TITLE)]
Text = Annotated[
    str,
    Field(
        min_length=1,
        max_length=min(LONGEST, TEXT_LENGTH),
        description="The answer; may hold {name}, {first_name}, {manager}, {site} and {page}.",
    ),
    AfterValidator(_text),
]
Language = Annotated[
    str,
    Field(max_length=35, pattern=rf"^$|{LANGUAGE}", description="Of the visitors it is for; empty: of all."),
]
Position = Annotated[int, Field(strict=True, ge=0, le=100_000, description="Its place in the list, the least first.")]


class NewReply(Model):
    """A ready answer to be kept."""

    shortcut: Shortcut
    title: Title = ""
    text: Text
    language: Language = ""
    position: Position | None = None


class ReplyChange(Model):
    """The fields that are named replace what was."""

    shortcut: Shortcut = "-"
    title: Title = ""
    text: Text = "-"
    language: Language = ""
    position: Position = 0

    def named(self) -> dict[str, object]:
        """The values that were named, and only those."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
