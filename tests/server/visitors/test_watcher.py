"""A visitor's socket knows its site and, later, its visitor."""

from server.hub.connection import Connection
from server.visitors.watcher import Watcher


def test_a_watcher_is_a_connection_that_watches_nothing_yet():
    watcher = Watcher("s1", "key", "https://shop.example")

    assert isinstance(watcher, Connection)
    assert (watcher.site, watcher.site_key, watcher.origin) == ("s1", "key", "https://shop.example")
    assert (watcher.visitor, watcher.watched) == ("", {})
