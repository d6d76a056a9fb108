"""The frames between a visitor's page and the server; docs/protocol.md describes each."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, FailFast, Field, StringConstraints

from server.hub.frames import Counter, Id, Incoming, Key, Milliseconds, Moment, Outgoing
from server.widget import Language, Model

ADDRESS_LENGTH = 2048
TITLE_LENGTH = 300


def _cut(length: int) -> BeforeValidator:
    """A long address or title is cut, never a reason to refuse what a visitor leaves."""
    return BeforeValidator(lambda value: value[:length] if isinstance(value, str) else value)


Address = Annotated[str, _cut(ADDRESS_LENGTH)]
Title = Annotated[str, _cut(TITLE_LENGTH)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,64}$", strip_whitespace=False)]
# Of a list the first mistake is told: a frame full of them would cost a hundred times its reading.
Watched = Annotated[tuple[Id, ...], FailFast()]
PurposeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Purposes = Annotated[tuple[PurposeName, ...], FailFast()]


class Page(Model):
    """The page a visitor is on."""

    url: Address = ""
    title: Title = ""
    referrer: Address = ""


class Hello(Incoming):
    """The first frame; sent again when the visitor becomes known. `watch` names leads whose progress is drawn."""

    type: Literal["hello"]
    visitor: Token | None = None
    page: Page = Page()
    version: Counter | None = None
    watch: Watched = Field((), max_length=20)


class Moved(Incoming):
    """The visitor went on to another page without loading it afresh."""

    type: Literal["page"]
    page: Page


class Submit(Incoming):
    """A visitor leaves something; `key` makes a repeated send harmless. Who it is comes from `hello` alone."""

    type: Literal["submit"]
    key: Key
    widget: Id
    values: dict[str, Any]
    consent: Purposes = Field((), max_length=10)
    page: Page = Page()
    version: Counter | None = None
    language: Language | None = None
    trap: Annotated[str, _cut(TITLE_LENGTH)] | None = None
    opened_ms: Milliseconds | None = None


class Welcome(Outgoing):
    """The line stands: its number, our clock, the site's version, and the visitor's public id where one is known."""

    type: Literal["welcome"] = "welcome"
    number: Counter
    now: Moment
    version: Counter
    visitor: str = ""


class Kept(Outgoing):
    """What was left is on disk; the members are those of the answer to the same submission over HTTP."""

    model_config = ConfigDict(extra="allow")

    type: Literal["kept"] = "kept"
    key: str
    lead: str
    visitor: str | None
    state: str = ""
    reason: str = ""
    promise_seconds: int = 0


class Progress(Outgoing):
    """How far the call is that this visitor asked for."""

    type: Literal["progress"] = "progress"
    lead: str
    state: str
    reason: str = ""
    by: str = ""
    outcome: str = ""
    promise_seconds: int = 0
    since: Moment
    now: Moment
    again_at: Moment = 0


class SiteChanged(Outgoing):
    """The settings have changed; fetch the configuration again."""

    type: Literal["site"] = "site"
    version: Counter
