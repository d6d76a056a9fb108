"""Named places where a test may kill this process, to prove that nothing acknowledged is lost.

Passed today: `before_commit`, `after_commit` (before anybody is answered), `after_ack` (before the news is told),
`before_claim` (of what is to be told outside), `after_sent` (before it is marked as sent).
"""

import os
import signal
import threading

_armed: dict[str, int] = {}
_lock = threading.Lock()


def arm(name: str, n: int) -> None:
    """Kill this process, as `kill -9` does, when `name` is passed for the n-th time from now on."""
    if n < 1:
        raise ValueError("a fail point acts at the first passing or later")
    with _lock:
        _armed[name] = n


def passing(name: str) -> None:
    """Say that this place is reached; costs a look at an empty dictionary when nothing is armed."""
    if _armed:
        _count(name)


def _count(name: str) -> None:
    with _lock:
        left = _armed.get(name, 0)
        if left == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        if left > 1:
            _armed[name] = left - 1
