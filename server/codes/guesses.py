"""A limit on wrong codes: whoever tries codes by hand or by machine has to wait, long before one is hit."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from server.errors import NotFound
from server.sites.tries import Tries

MOST, WINDOW_SECONDS = 120, 600.0  # wrong codes of one program, or of one network; a till that types fast stays below


class Guesses:
    """Counts wrong codes by keys such as a token and a network; in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._tries = Tries(clock, MOST, WINDOW_SECONDS)

    @contextmanager
    def counted(self, *keys: str) -> Iterator[None]:
        """Let one code be looked at, or refuse it with `retry_after`; only a code that is not there counts."""
        begun = self._tries.begin(*keys)
        try:
            yield
        except NotFound:
            raise
        except BaseException:
            self._tries.take_back(begun, *keys)
            raise
        self._tries.take_back(begun, *keys)
