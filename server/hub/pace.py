"""How often something may happen: a bucket that fills at its own pace, with the clock handed in."""

import math


class Bucket:
    """Lets `burst` things through at once and then `per_second`; who comes too early is told how long to wait."""

    __slots__ = ("_at", "_burst", "_per_second", "_tokens")

    def __init__(self, burst: float, per_second: float, now: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._tokens = burst
        self._at = now

    def take(self, now: float, tokens: float = 1) -> int:
        """Take `tokens` and return 0, or take nothing and return in how many seconds (1 at least) to try again."""
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._at) * self._per_second)
        self._at = now
        if self._tokens >= tokens:
            self._tokens -= tokens
            return 0
        return max(1, math.ceil((tokens - self._tokens) / self._per_second))
