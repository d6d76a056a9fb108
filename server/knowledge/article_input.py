"""What the team says of an article, checked as a whole."""

from typing import Annotated

from pydantic import AfterValidator, Field

from server.conversations.said import tidy
from server.model import LANGUAGE
from server.widget import Model, Name

LONGEST_TITLE, LONGEST = 120, 10_000
MOST_OF_SITE = 300


def _text(value: str) -> str:
    said = tidy(value)
    if not any(sign.isprintable() and not sign.isspace() for sign in said):
        raise ValueError("words that can be read")
    return said


Title = Annotated[Name, Field(min_length=1, max_length=LONGEST_TITLE, description="The question it answers.")]
Text = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST, description="Plain text; lines stay, addresses become links."),
    AfterValidator(_text),
]
Language = Annotated[
    str, Field(max_length=35, pattern=rf"^$|{LANGUAGE}", description="Of the visitors it is for; empty: of all.")
]
Shown = Annotated[bool, Field(strict=True, description="Whether visitors find it.")]


class NewArticle(Model):
    """An article to be kept."""

    title: Title
    text: Text
    language: Language = ""
    published: Shown = True


class ArticleChange(Model):
    """The fields that are named replace what was."""

    title: Title = "-"
    text: Text = "-"
    language: Language = ""
    published: Shown = True

    def named(self) -> dict[str, object]:
        """The values that were named, and only those."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
