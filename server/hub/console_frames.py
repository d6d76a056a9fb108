"""The frames between the console in a manager's browser and the server; docs/protocol.md describes each."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from server.hub.frames import Counter, Id, Incoming, Outgoing


class ConsoleHello(Incoming):
    """The first frame: the site to hear of, the session's own token, and the last number this browser has."""

    type: Literal["hello"]
    site: Id
    csrf: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    have: Counter | None = None


class ConsoleTyping(Incoming):
    """This member is writing in this conversation at this moment."""

    type: Literal["typing"]
    conversation: Id


class ConsoleIdle(Incoming):
    """Nobody has touched this page for ten minutes, or somebody does again."""

    type: Literal["idle"]
    idle: bool


class ConsoleLooking(Incoming):
    """This page has the conversation open; it says so once, and is gone with its line."""

    type: Literal["looking"]
    conversation: Id


class Person(BaseModel):
    """A colleague, as colleagues see him."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str


class ConsoleWelcome(Outgoing):
    """The line stands: the site's feed is at `number`, and this is who you are."""

    type: Literal["welcome"] = "welcome"
    number: Counter
    member: Person


class Item(BaseModel):
    """One change: its number in the site's feed, what kind of thing changed, and its id."""

    model_config = ConfigDict(frozen=True)

    number: Counter
    kind: str
    thing: str


class FeedNews(Outgoing):
    """What has changed; `number` is where the feed stands after it."""

    type: Literal["news"] = "news"
    items: tuple[Item, ...]
    number: Counter


class Stale(Outgoing):
    """You were away longer than the feed reaches back: read everything afresh, then go on from `number`."""

    type: Literal["stale"] = "stale"
    number: Counter


class Online(Outgoing):
    """The colleagues who are here now."""

    type: Literal["presence"] = "presence"
    online: tuple[Person, ...]


class Lookers(Outgoing):
    """The colleagues who have this conversation open now, whoever is told among them."""

    type: Literal["looking"] = "looking"
    conversation: str
    people: tuple[Person, ...]


class SomebodyTypes(Outgoing):
    """Somebody is writing in a conversation at this moment: a colleague, or, without `by`, the visitor."""

    type: Literal["typing"] = "typing"
    conversation: str
    by: Person | None = None
