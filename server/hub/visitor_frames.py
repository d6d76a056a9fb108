"""The frames between a visitor's page and the server; docs/protocol.md describes each."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field, StringConstraints

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
Number = Annotated[Counter, Field(le=2**31 - 1)]  # of a message within its conversation
PurposeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Purposes = Annotated[tuple[PurposeName, ...], FailFast()]


class Page(Model):
    """The page a visitor is on."""

    url: Address = ""
    title: Title = ""
    referrer: Address = ""


class Hello(Incoming):
    """The first frame; sent again when the visitor becomes known. `watch` names leads whose progress is drawn.

    `private`: the browser says that its user does not want to be followed, and they have not agreed to it either.
    `have` is the number up to which it holds every message of its conversation; absent: it does not ask for one.
    """

    type: Literal["hello"]
    visitor: Token | None = None
    page: Page = Page()
    version: Counter | None = None
    watch: Watched = Field((), max_length=20)
    private: Annotated[bool, Field(strict=True)] = False
    have: Number | None = None


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


class Answers(Model):
    """The words of a widget that a message answers: which of them, and what the page had put into them."""

    widget: Id
    said: Annotated[int, Field(ge=1, le=20)] = 1
    facts: Annotated[dict[str, str], Field(default_factory=dict, max_length=3)]


class Message(Incoming):
    """The visitor writes to the team; `key` makes a repeated send harmless. Who it is comes from `hello` alone.

    `invited` is the id of the invitation that is answered, `answers` the words of a widget that are: either comes
    before these. `topic` is what was chosen before the first words, counted from 1 (0: nothing).
    """

    type: Literal["message"]
    key: Key
    widget: Id
    text: Annotated[str, StringConstraints(strip_whitespace=False)]
    page: Page = Page()
    language: Language | None = None
    invited: Annotated[str, StringConstraints(max_length=40)] = ""
    answers: Answers | None = None
    topic: Annotated[int, Field(ge=0, le=20)] = 0


class Earlier(Incoming):
    """The messages before this number are asked for."""

    type: Literal["earlier"]
    before: Number


class Read(Incoming):
    """The visitor has seen everything up to this number."""

    type: Literal["read"]
    number: Number


class Rate(Incoming):
    """The visitor says what they think of a conversation that was closed."""

    type: Literal["rate"]
    value: Annotated[int, Field(ge=1, le=5, strict=True)]
    text: Annotated[str, StringConstraints(max_length=1000)] = ""


class Typing(Incoming):
    """The visitor is writing at this moment."""

    type: Literal["typing"]


class Sender(Model):
    """Somebody of the team who is here now, as visitors read of them: a first name, and a picture if they gave one."""

    id: str
    name: str
    picture: str = ""


class Welcome(Outgoing):
    """The line stands: its number, our clock, the site's version, and the visitor's public id where one is known.

    `facts` is what rules may ask of the server, with the members of the frame `facts`.
    """

    type: Literal["welcome"] = "welcome"
    number: Counter
    now: Moment
    version: Counter
    visitor: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)


class Facts(Outgoing):
    """What the server tells of now: the visitor's country, where it is known, whether somebody is here, and who.

    `sender` is told only on sites on which a published widget shows it, and only while somebody is here.
    """

    type: Literal["facts"] = "facts"
    country: str = ""
    online: Literal["yes", "no"] = "no"
    sender: Sender | None = None


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


class ConversationTold(Outgoing):
    """How the visitor's conversation stands; `read` is up to where the team has seen it, `by` who has taken it.

    While it waits and somebody of the team is here, `place` is the how-manyeth it is, and `minutes` in about how many
    it is its turn (0: nobody can say). `rated` and `opinion` are what its visitor has said since it was closed (0:
    nothing). `mark` is the same for the same standing: whoever asks by HTTP says which one they know.
    """

    type: Literal["conversation"] = "conversation"
    id: str
    state: str
    last: Counter
    read: Counter
    by: Sender | None = None
    place: Counter = 0
    minutes: Counter = 0
    rated: Counter = 0
    opinion: str = ""
    mark: str


class FileTold(BaseModel):
    """A file of a message: `path` is where it is read, under this server's address; a picture has its pixels."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    type: str
    size: Counter
    path: str
    width: Counter = 0
    height: Counter = 0


class MessageTold(BaseModel):
    """One message as its visitor reads it; `name` is the first name of who of the team wrote it."""

    model_config = ConfigDict(frozen=True)

    id: str
    number: Counter
    author: Literal["visitor", "manager", "bot"]
    name: str = ""
    text: str
    at: Moment
    file: FileTold | None = None


class MessagesTold(Outgoing):
    """Messages in their order, the first with the number `after` + 1; `last` is the conversation's last number."""

    type: Literal["messages"] = "messages"
    after: Counter
    items: tuple[MessageTold, ...]
    last: Counter


class PostedTold(Outgoing):
    """What the visitor wrote is on disk, under this number."""

    type: Literal["posted"] = "posted"
    key: str
    id: str
    number: Counter
    at: Moment


class TypingTold(Outgoing):
    """Somebody of the team is writing at this moment."""

    type: Literal["typing"] = "typing"
    name: str


class Invited(Outgoing):
    """Somebody of the team speaks to this visitor first; it becomes a message once they answer."""

    type: Literal["invited"] = "invited"
    id: str
    name: str
    text: str
    at: Moment


class SiteChanged(Outgoing):
    """The settings have changed; fetch the configuration again."""

    type: Literal["site"] = "site"
    version: Counter
