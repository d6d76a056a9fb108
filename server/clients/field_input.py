"""What defines or changes a field of the site's own, checked at the door."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from server.widget import LANGUAGE, Line, Model

Kind = Literal["text", "number", "date", "yes_no", "choice"]
Words = Annotated[Line, Field(min_length=1, max_length=60)]


def _each_once(choices: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(choices)) < len(choices):
        raise ValueError("each choice once")
    return choices


Label = Annotated[dict[Annotated[str, Field(pattern=LANGUAGE)], Words], Field(min_length=1, max_length=20)]
Choices = Annotated[tuple[Words, ...], Field(max_length=100), AfterValidator(_each_once)]
KEY = r"^[a-z][a-z0-9_]{0,39}$"


class NewField(Model):
    """A new field: what it is called in each language, and what its values are."""

    label: Label
    kind: Kind = "text"
    key: str | None = Field(None, pattern=KEY, description="None: made from the label.")
    choices: Choices = ()

    @model_validator(mode="after")
    def _choices_for_a_choice(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("choices belong to the kind choice, which needs at least one")
        return self


class FieldChange(Model):
    """The parts that are named replace what was; kind and key stay for ever."""

    label: Label | None = None
    choices: Choices | None = None
    place: int | None = Field(None, ge=0, le=50, description="0: first on every card.")
