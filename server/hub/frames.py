"""What every frame is, and the few frames that visitors' pages and the console share; no I/O."""

from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from server.errors import Refusal
from server.widget import Model

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]{1,26}$", strip_whitespace=False)]
Key = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,64}$", strip_whitespace=False)]
Moment = Annotated[int, Field(ge=0)]  # milliseconds since 1970 UTC
Counter = Annotated[int, Field(ge=0, strict=True)]


def _whole(value: object) -> object:
    """Browsers' clocks give fractions, and after a change of the clock even less than nought: no lead is lost by it."""
    return max(0, int(value)) if isinstance(value, float) and isfinite(value) else value


Milliseconds = Annotated[Counter, BeforeValidator(_whole)]


class Incoming(Model):
    """A frame from a browser: frozen, and a field that we do not know refuses it."""

    type: str


class Outgoing(BaseModel):
    """A frame to browsers: only what was given is sent; a field that was not given is absent, not null."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str

    def model_post_init(self, _context: Any) -> None:
        """Count `type` among what was given, so that it is always sent."""
        self.__pydantic_fields_set__.add("type")

    def encode(self) -> bytes:
        """The frame as it travels; made once for all receivers."""
        return self.__pydantic_serializer__.to_json(self, exclude_unset=True)


class Ping(Outgoing):
    """Are you there? Answer with `pong`; `now` lets the browser know our clock."""

    type: Literal["ping"] = "ping"
    now: Moment


class Pong(Incoming):
    """Yes, still here."""

    type: Literal["pong"]


class Refused(Outgoing):
    """A frame was refused; `key` says which, where it had one. Further members are the refusal's own."""

    model_config = ConfigDict(extra="allow")

    type: Literal["refused"] = "refused"
    key: str = ""
    code: str
    message: str
    again: bool
    errors: dict[str, str] = {}
    reasons: dict[str, str] = {}
    hints: dict[str, dict[str, Any]] = {}
    retry_after: int = 0


def refused(refusal: Refusal, key: str | None = None) -> Refused:
    """The frame that tells a browser of a refusal, with the key of what was refused."""
    named: dict[str, Any] = {} if key is None else {"key": key}
    return Refused.model_validate(named | refusal.body())
