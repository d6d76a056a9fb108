"""The bounded queue between the event loop and the threads that talk to the database."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from server.errors import Overloaded, StorageUnavailable


class Job:
    """One unit or query somebody waits for (or nobody, for our own housekeeping)."""

    __slots__ = ("call", "future", "name")

    def __init__(self, name: str, call: Callable[[Any], Any], future: asyncio.Future[Any] | None) -> None:
        self.name = name
        self.call = call
        self.future = future


class Waiting:
    """Jobs in the order they came; when `most` wait, the next is refused as `overloaded` and tells so."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def add(self, job: Job, *, wake: bool = True) -> None:
        """Put a job in, or refuse it: full, or closed; without `wake` a call of `wake` must follow soon."""
        with self._changed:
            if self._closed:
                raise StorageUnavailable()
            if len(self._jobs) >= self._most:
                raise Overloaded()
            self._jobs.append(job)
            if wake:
                self._changed.notify()

    def wake(self) -> None:
        """Let one thread that waits see what was put in."""
        with self._changed:
            if self._jobs:
                self._changed.notify()

    def take(self) -> Job | None:
        """Wait for the next job; None when the queue is closed and empty."""
        with self._changed:
            while not self._jobs:
                if self._closed:
                    return None
                self._changed.wait()
            return self._jobs.popleft()

    def take_now(self) -> Job | None:
        """The next job, or None when none waits; never between another thread's look and its grasp in `take`."""
        with self._changed:
            return self._jobs.popleft() if self._jobs else None

    def drain(self) -> list[Job]:
        """Every job that waits, for example to refuse them all at once."""
        jobs: list[Job] = []
        while (job := self.take_now()) is not None:
            jobs.append(job)
        return jobs

    def close(self) -> None:
        """Take nothing more; what waits is still done."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
