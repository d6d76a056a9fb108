"""Who is connected to this process, and what each wants to hear of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from server.hub.connection import RESTART, Connection

MOST_TOPICS = 64  # of one connection


class Full(Exception):
    """This process holds as many sockets as it may; close the new one with 1013."""


class Hub:
    """The connections of this process by topic: `site:<id>`, `call:<id>`, `member:<id>` and so on.

    Everything here happens in the event loop and waits for nobody: a slow receiver is the connection's affair.
    """

    def __init__(self, most_sockets: int) -> None:
        self._most = most_sockets
        self._connections: dict[Connection, set[str]] = {}
        self._topics: dict[str, dict[Connection, None]] = {}
        self._joined = 0

    def __len__(self) -> int:
        return len(self._connections)

    @contextmanager
    def joined(self, connection: Connection) -> Iterator[int]:
        """Count the connection in for the duration and give its number; raises `Full` when there is no room."""
        if len(self._connections) >= self._most:
            raise Full
        self._joined += 1
        self._connections[connection] = set()
        try:
            yield self._joined
        finally:
            for topic in self._connections.pop(connection):
                self._forget(topic, connection)

    def subscribe(self, connection: Connection, topic: str) -> bool:
        """Let the connection hear of a topic; False when it has left or hears of as many as it may."""
        topics = self._connections.get(connection)
        if topics is None or (len(topics) >= MOST_TOPICS and topic not in topics):
            return False
        topics.add(topic)
        self._topics.setdefault(topic, {})[connection] = None
        return True

    def unsubscribe(self, connection: Connection, topic: str) -> None:
        """The connection has heard enough of a topic; harmless when it never heard of it."""
        if topic in self._connections.get(connection, ()):
            self._connections[connection].discard(topic)
            self._forget(topic, connection)

    def listeners(self, topic: str) -> tuple[Connection, ...]:
        """The connections that hear of a topic, in the order in which they subscribed."""
        return tuple(self._topics.get(topic, ()))

    def topics_of(self, connection: Connection) -> tuple[str, ...]:
        """What this connection hears of; nothing once it has left."""
        return tuple(self._connections.get(connection, ()))

    def topics(self) -> Iterable[str]:
        """Every topic that somebody here hears of."""
        return tuple(self._topics)

    def publish(self, topic: str, frame: bytes) -> int:
        """Give one encoded frame to everybody who hears of the topic; returns how many took it."""
        return sum(connection.send(frame) for connection in self.listeners(topic))

    def close(self, topic: str, code: int) -> None:
        """End every connection that hears of the topic."""
        for connection in self.listeners(topic):
            connection.close(code)

    def close_all(self, code: int = RESTART) -> None:
        """End every connection, by default because we restart: browsers come back by themselves."""
        for connection in tuple(self._connections):
            connection.close(code)

    def _forget(self, topic: str, connection: Connection) -> None:
        listening = self._topics[topic]
        del listening[connection]
        if not listening:
            del self._topics[topic]
