"""One thing a program can ask for, told once: the door, the OpenAPI document and the tests all read it from here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from server.api.asking import Ask, Rooms
from server.api.questions import Nothing
from server.sites.policy import Policy
from server.sites.scopes import Scope
from server.widget import Model

BASE = "/api/v1"
Handle = Callable[[Rooms, Ask], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A method and a path under `/api/v1`, who may use it, what it takes and what it answers.

    The name of the path's value tells what the thing is (`{site}`, `{widget}`, `{webhook}`, …): the door finds
    the thing's site by it and asks whether the actor may do `policy` there. `answer` None: 204 without a body.
    What is no JSON is answered as a stream of `media_type`.
    Where any member may, `scope` is what the token must have been given. What `repeats` answers 200 when it was done
    before.
    """

    method: str
    short_path: str
    handle: Handle
    policy: Policy
    answer: type[BaseModel] | None
    status: int = 200
    body: type[Model] | None = None
    query: type[Model] = Nothing
    scope: Scope | None = None
    media_type: str | None = None
    repeats: bool = False

    @property
    def path(self) -> str:
        """The whole path, as Starlette and OpenAPI write it."""
        return BASE + self.short_path

    @property
    def noun(self) -> str | None:
        """What the path's value names, or None where the path has none."""
        _, opens, rest = self.short_path.partition("{")
        return rest.partition("}")[0] if opens else None

    @property
    def inner(self) -> str | None:
        """What the path's second value names: something inside the thing. None where there is none."""
        _, _, rest = self.short_path.partition("}")
        _, opens, rest = rest.partition("{")
        return rest.partition("}")[0] if opens else None

    @property
    def name(self) -> str:
        """The operation's name, as generated clients call it."""
        return self.handle.__name__

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return (self.handle.__doc__ or "").strip().splitlines()[0]
