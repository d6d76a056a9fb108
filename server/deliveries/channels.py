"""What a channel is: a way to tell somebody outside, and what it may answer or raise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

WEBHOOK, MAIL, TELEGRAM = "webhook", "mail", "telegram"
CHANNELS = (WEBHOOK, MAIL, TELEGRAM)
LONGEST_ANSWER = 500  # of what a receiver says, this much is kept


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site's events are told.

    `secrets` are filled in only where something is sent: the present one first, then the one before while it still
    signs; a bot's token is the first. `events` and `kinds`: empty means all.
    """

    id: str
    site: str
    channel: str
    name: str
    address: str
    events: tuple[str, ...]
    kinds: tuple[str, ...]
    state: str
    reason: str
    failing_since: int | None
    created_by: str | None
    created_at: int
    language: str = "en"  # of letters and chat messages
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SiteLine:
    """What a message needs to know of its site; the first language is the fallback."""

    id: str
    name: str
    time_zone: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One event on its way: `id` is the same in every repeat, `at` is when it happened, `thing` as the API reads it."""

    id: str
    type: str
    at: int
    site: SiteLine
    thing: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """It was accepted. `carried` is how many of the messages, from the first on, went; None: all of them.

    The others wait again at once, and no attempt is counted for them.
    """

    status: int = 0
    answer: str = ""
    carried: int | None = None


class Failed(Exception):
    """It was not accepted. `reason` is safe to show to the site's team.

    `again` tells whether trying later makes sense, `after` in how many seconds the receiver asked us to (bounded by
    whoever plans the retry), `disable` that this receiver wants no more of anything, `carried` that this is about so
    many of the messages only, from the first on; the others wait again at once.
    """

    def __init__(
        self,
        reason: str,
        status: int = 0,
        *,
        again: bool = True,
        disable: bool = False,
        after: float | None = None,
        answer: str = "",
        carried: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status
        self.again, self.disable, self.after, self.answer = again, disable, after, answer
        self.carried = carried


class PutOff(Exception):
    """Not now, though nothing is wrong: the messages wait until this moment (ms), and no attempt is counted."""

    def __init__(self, until: int) -> None:
        super().__init__(f"until {until}")
        self.until = until


class Channel(Protocol):
    """A way to tell: one `send` carries at most `most` messages of one target, oldest first, and ends by itself."""

    @property
    def most(self) -> int: ...

    async def send(self, target: Target, messages: Sequence[Message]) -> Sent:
        """Hand the messages over; raises `Failed` or `PutOff`."""
        ...
