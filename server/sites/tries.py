"""A limit on tries that fail, by keys such as an e-mail at one network; in memory, and never larger than its bound."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from server.errors import TooMany

MOST = 10
WINDOW_SECONDS = 600.0
MOST_KEYS = 20_000  # the key that was quiet for longest is forgotten first


class Tries:
    """Counts tries per key: a try counts when it begins, and is taken back when it succeeds."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, most: int = MOST, window_seconds: float = WINDOW_SECONDS
    ) -> None:
        self._clock = clock
        self._most = most
        self._window_seconds = window_seconds
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def begin(self, *keys: str) -> float:
        """Count a try under every key, or refuse with `retry_after` where one of them has had too many."""
        now = self._clock()
        waits = [self._wait(key, now) for key in keys]
        if any(waits):
            raise TooMany(retry_after=math.ceil(max(waits)))
        for key in keys:
            self._tries.setdefault(key, deque()).append(now)
            self._tries.move_to_end(key)
        while len(self._tries) > MOST_KEYS:
            self._tries.popitem(last=False)
        return now

    def take_back(self, begun: float, *keys: str) -> None:
        """The try was honest: it counts no longer."""
        for key in keys:
            if begun in (kept := self._tries.get(key, deque())):
                kept.remove(begun)
            if not kept:
                self._tries.pop(key, None)

    def left(self, *keys: str) -> int:
        """How many more tries there are before the first of these keys has had too many."""
        now = self._clock()
        return min(0 if self._wait(key, now) else self._most - len(self._tries.get(key, ())) for key in keys)

    def _wait(self, key: str, now: float) -> float:
        kept = self._tries.get(key, deque())
        while kept and kept[0] <= now - self._window_seconds:
            kept.popleft()
        return kept[0] + self._window_seconds - now if len(kept) >= self._most else 0.0
