"""What an operation is given: who asks, which thing is meant, what was said, and the rooms to lean on."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError
from starlette.datastructures import QueryParams

from server.api.questions import ID
from server.codes.guesses import Guesses
from server.database import Database
from server.errors import Invalid, NotFound
from server.hub.presence import Presence
from server.model import Model, problems
from server.outgoing.addresses import Allowed
from server.registry import Registry
from server.sealing import Sealer
from server.sites.policy import Actor

SHAPE = re.compile(ID)
MOST_PARAMETERS = 50
TYPED = frozenset({"code"})
NUMBERED, NUMBER = frozenset({"version"}), re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where the operations read and write, which kinds there are, the address that visitors reach us at.

    Secrets are kept under `sealer`; `allowed` tells which addresses we call, `presence` who of the team is here,
    `guesses` counts wrong codes.
    """

    database: Database
    registry: Registry
    public_url: str
    sealer: Sealer
    allowed: Allowed
    presence: Presence | None = None
    guesses: Guesses = field(default_factory=Guesses)


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that has passed the door: the actor may do this, body and query are what the operation takes.

    `within` is the id of what the path names inside the thing, where it names two: whether it is there, and belongs
    to the thing, is asked by whoever handles it. `address` is where the request came from.
    """

    actor: Actor
    site: str
    thing: str
    query: Any
    body: Any
    within: str = ""
    address: str = ""


class Repeated(NamedTuple):
    """What an operation answers to a request that it had done before: nothing was made, so it is 200."""

    said: Any


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


def read_thing(noun: str, value: str) -> str:
    """What a path names: most things by their id, a code as somebody types it."""
    return value if noun in TYPED else read_id(value)


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
