"""Nudges between processes: at most once, to whoever listens now; the database holds what must not be lost."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from server.problems import our_fault

Listener = Callable[[str, bytes], None]
Unsubscribe = Callable[[], Awaitable[None]]
MOST_BYTES = 4096  # a nudge carries ids, never the thing itself


class Broker(Protocol):
    """The small promise that every broker keeps; `tests/server/hub/broker_behaviour.py` says it in tests.

    What is published on a topic reaches each listener of that topic, in this process and in others, at most once and
    in order of publishing by one process. A listener that fails harms no other. Nobody listening is no error.
    """

    async def publish(self, topic: str, payload: bytes) -> None:
        """Nudge everybody who listens to the topic now; a payload is at most 4 KiB."""
        ...

    async def subscribe(self, topic: str, listener: Listener) -> Unsubscribe:
        """Hear of the topic from the return of this call on, until the returned function has been awaited."""
        ...

    async def close(self) -> None:
        """Hear and say nothing more."""
        ...


class MemoryBroker:
    """The broker of an installation with one process."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}

    async def publish(self, topic: str, payload: bytes) -> None:
        """Call the topic's listeners, one after the other."""
        if len(payload) > MOST_BYTES:
            raise ValueError(f"a nudge of more than {MOST_BYTES} bytes")
        for listener in tuple(self._listeners.get(topic, ())):
            try:
                listener(topic, payload)
            except Exception as error:
                our_fault(error, topic=topic)

    async def subscribe(self, topic: str, listener: Listener) -> Unsubscribe:
        """Add a listener; the same function may listen twice and is then called twice."""
        listeners = self._listeners.setdefault(topic, [])
        listeners.append(listener)
        left = False

        async def unsubscribe() -> None:
            nonlocal left
            if not left:
                left = True
                listeners.remove(listener)
                if not listeners and self._listeners.get(topic) is listeners:
                    del self._listeners[topic]

        return unsubscribe

    async def close(self) -> None:
        """Forget every listener."""
        self._listeners.clear()
