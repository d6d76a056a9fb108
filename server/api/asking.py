"""What an operation is given: who asks, which thing is meant, what was said, and the rooms to lean on."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import QueryParams

from server.api.questions import ID
from server.database import Database
from server.errors import Invalid, NotFound
from server.outgoing.addresses import Allowed
from server.registry import Registry
from server.sealing import Sealer
from server.sites.policy import Actor
from server.widget import Model, problems

SHAPE = re.compile(ID)
MOST_PARAMETERS = 50
NUMBERED, NUMBER = frozenset({"version"}), re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where the operations read and write, which kinds there are, the address that visitors reach us at.

    Secrets are kept under `sealer`; `allowed` tells which addresses we call.
    """

    database: Database
    registry: Registry
    public_url: str
    sealer: Sealer
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that has passed the door: the actor may do this, body and query are what the operation takes.

    `within` is the id of what the path names inside the thing, where it names two: whether it is there, and belongs
    to the thing, is asked by whoever handles it.
    """

    actor: Actor
    site: str
    thing: str
    query: Any
    body: Any
    within: str = ""


def read_query(params: QueryParams, model: type[Model]) -> Model:
    """The query as its model, or `Invalid` with a sentence for each parameter; none may be given twice, 50 at most."""
    values = params.multi_items()
    if len(values) > MOST_PARAMETERS:
        raise Invalid(f"There are more than {MOST_PARAMETERS} parameters.")
    given = Counter(name for name, _ in values)
    if twice := {name: "was given twice" for name, times in given.items() if times > 1}:
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


def read_within(noun: str, params: Mapping[str, str]) -> str:
    """What stands within the thing: a version by its number, everything else by its id."""
    value = params[noun]
    if noun not in NUMBERED:
        return read_id(value)
    if not NUMBER.fullmatch(value):
        raise NotFound
    return value
