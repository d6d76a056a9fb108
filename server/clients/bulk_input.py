"""What is done to many people at once, checked at the door."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from server.clients.asked import ID, NOBODY, Asked
from server.widget import Line, Model

MOST_IDS = 1000
MOST_TAGS = 10


class Bulk(Model):
    """For these `ids`, or for everybody of the `filter`: tags to add and to remove, and who looks after them."""

    ids: tuple[Annotated[str, Field(pattern=f"^{ID}$")], ...] | None = Field(None, min_length=1, max_length=MOST_IDS)
    filter: Asked | None = None
    add_tags: tuple[Line, ...] = Field((), max_length=MOST_TAGS)
    remove_tags: tuple[Line, ...] = Field((), max_length=MOST_TAGS)
    owner: Annotated[str, Field(pattern=f"^({ID}|{NOBODY})$")] | None = Field(
        None, description="A member's id, `none` for nobody; null: stays."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.ids is None) == (self.filter is None):
            raise ValueError("either ids or filter")
        if not (self.add_tags or self.remove_tags or self.owner):
            raise ValueError("at least one of add_tags, remove_tags, owner")
        return self
