"""One visitor's socket as the live line knows it."""

import time

from server.hub.connection import Connection
from server.hub.pace import Bucket

MOST_CALLS = 40  # watched over one socket
LOOKS = 40  # at once, and then one every two seconds; more are left out


class Watcher(Connection):
    """A connection that knows its site, its page's origin, its visitor, and which calls it watches by which lead."""

    __slots__ = ("looks", "origin", "site", "site_key", "visitor", "watched")

    def __init__(self, site: str, site_key: str, origin: str) -> None:
        super().__init__()
        self.site = site
        self.site_key = site_key
        self.origin = origin
        self.looks = Bucket(LOOKS, 0.5, time.monotonic())
        self.visitor = ""  # the public id; empty: nobody we know
        self.watched: dict[str, set[str]] = {}  # leads by call
