"""What an operation is given: who asks, which thing is meant, what was said, and the rooms to lean on."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import QueryParams

from server.api.questions import ID
from server.database import Database
from server.errors import Invalid, NotFound
from server.registry import Registry
from server.sites.policy import Actor
from server.widget import Model, problems

SHAPE = re.compile(ID)


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where the operations read and write, which kinds there are, and the address that visitors reach us at."""

    database: Database
    registry: Registry
    public_url: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that has passed the door: the actor may do this, body and query are what the operation takes."""

    actor: Actor
    site: str
    thing: str
    query: Any
    body: Any


def read_query(params: QueryParams, model: type[Model]) -> Model:
    """The query as its model, or `Invalid` with a sentence for each parameter; one given twice is refused."""
    values = params.multi_items()
    names = [name for name, _ in values]
    if twice := {name: "was given twice" for name in names if names.count(name) > 1}:
        raise Invalid(errors=twice)
    if zero := {name: "holds a zero character" for name, value in values if "\0" in value}:
        raise Invalid(errors=zero)  # what no database keeps, and the body's decoder refuses as well
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise Invalid(errors=problems(error)) from error


def read_id(value: str) -> str:
    """An id as it stands in a path; whatever cannot be an id names nothing that is here."""
    if not SHAPE.fullmatch(value):
        raise NotFound
    return value
