"""One visitor's socket as the live line knows it."""

import time
from typing import Any

from server.hub.connection import Connection
from server.hub.pace import Bucket
from server.hub.visiting import Visiting

MOST_CALLS = 40  # watched over one socket
LOOKS = 40  # at once, and then one every two seconds; more are left out


class Watcher(Connection):
    """A connection that knows its site, its page's origin, its visitor, and which calls it watches by which lead.

    `have` is the number up to which it was sent its conversation; None: it does not follow one.
    """

    __slots__ = (
        "conversation",
        "country",
        "have",
        "looks",
        "mark",
        "origin",
        "sender",
        "site",
        "site_key",
        "told",
        "typed",
        "visiting",
        "visitor",
        "watched",
    )

    def __init__(self, site: str, site_key: str, origin: str, country: str = "") -> None:
        super().__init__()
        self.site = site
        self.site_key = site_key
        self.origin = origin
        self.country = country  # empty: nobody knows
        self.told: dict[str, Any] | None = None  # the facts it has heard last; None: none yet
        self.sender = ""  # the member who speaks to it, for as long as they are here
        self.looks = Bucket(LOOKS, 0.5, time.monotonic())
        self.visiting: Visiting | None = None  # what the team sees of it; None: not yet, or they do not want it
        self.visitor = ""  # the public id; empty: nobody we know
        self.watched: dict[str, set[str]] = {}  # leads by call
        self.have: int | None = None
        self.conversation = ""  # the one it follows; empty: none yet
        self.mark = ""  # of how it was told last that the conversation stands
        self.typed = Bucket(1, 0.5, time.monotonic())
