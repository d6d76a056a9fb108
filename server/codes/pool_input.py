"""What an owner says of a pool of codes, checked as a whole."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from server.codes.spelling import LONGEST, WITHIN, normal, shortest
from server.sites.instants import Sent
from server.widget import Line, Model, Name, Unfit

LIST, GENERATED = "list", "generated"
LEAST_LENGTH, MOST_LENGTH, USUAL_LENGTH = 6, 16, 10
MOST_EVER, USUAL_MOST = 1_000_000, 10_000
MOST_DAYS = 3650


def _prefix(value: str) -> str:
    if any(not sign.isalnum() and sign not in WITHIN for sign in value) or (value and not normal(value)):
        raise ValueError("letters, digits and - _ . + * ! only, or nothing")
    return value


PoolName = Annotated[Name, Field(min_length=1, max_length=80)]
Reward = Annotated[Line, Field(max_length=200, description="What a code is worth, for whoever redeems it.")]
Prefix = Annotated[str, Field(max_length=LONGEST - MOST_LENGTH), AfterValidator(_prefix)]
Length = Annotated[int, Field(strict=True, ge=LEAST_LENGTH, le=MOST_LENGTH, description="Of the random part.")]
Limit = Annotated[int, Field(strict=True, ge=1, le=MOST_EVER, description="So many codes are generated ever.")]
Days = Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]
ValidDays = Annotated[Days | None, Field(description="How long a code is good from its giving; null: without end.")]
EndsAt = Annotated[Sent | None, Field(description="When nothing is given any more and no code is good; null: never.")]


class NewPool(Model):
    """A pool to be made: a `list` of the owner's own codes, or one whose codes are `generated`."""

    name: PoolName
    kind: Literal["list", "generated"] = "list"
    reward: Reward = ""
    prefix: Prefix = ""
    length: Length = USUAL_LENGTH
    limit: Limit = USUAL_MOST
    valid_days: ValidDays = None
    ends_at: EndsAt = None

    @model_validator(mode="after")
    def _fits(self) -> "NewPool":
        said = self.model_fields_set & {"prefix", "length", "limit"}
        if self.kind == LIST and said:
            raise Unfit("not_generated", f"{', '.join(sorted(said))}: for generated codes only")
        if self.kind == GENERATED:
            check_length(self.length, self.limit)
        return self


class PoolChange(Model):
    """The fields that are named replace what was; what was given keeps its end."""

    name: PoolName = ""
    reward: Reward = ""
    prefix: Prefix = ""
    length: Length = USUAL_LENGTH
    limit: Limit = USUAL_MOST
    valid_days: ValidDays = None
    ends_at: EndsAt = None

    def named(self) -> dict[str, object]:
        """The values that were named, and only those."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}


def check_length(length: int, most: int) -> None:
    """Refuse a random part that could be guessed where so many codes are out."""
    if length < (least := shortest(most)):
        raise Unfit("guessable", f"length: at least {least} for {most} codes, so that nobody guesses one")
