"""Ids that sort by time, and the clock they are drawn from."""

import os
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH, RANDOM = 26, 14  # characters, and how many of them at the end are random
DRAWN_AT_ONCE = 256  # random ends of ids: asking the system costs more than all else an id takes
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SIGN_OF = bytes(ord(ALPHABET[byte & 31]) for byte in range(256))  # five of its eight random bits
_ends: list[str] = []
os.register_at_fork(after_in_child=_ends.clear)  # or parent and child would give out the same


def now_ms() -> int:
    """The moment, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """An id nobody has: 48 bits of time in ms, 10 of its µs, then 70 random ones, as 26 characters that sort by time.

    The microseconds put what is done one after the other into that order, also within one millisecond.
    """
    now, fraction = divmod(time.time_ns() // 1_000, 1_000)
    pairs = _PAIRS
    began = f"{pairs[now >> 40]}{pairs[now >> 30 & 1023]}{pairs[now >> 20 & 1023]}{pairs[now >> 10 & 1023]}"
    try:
        end = _ends.pop()
    except IndexError:  # also where another thread took the last one
        end = _draw()
    return f"{began}{pairs[now & 1023]}{pairs[fraction]}{end}"


def earliest_id(at: int) -> str:
    """What no id drawn at this moment (ms) or later is smaller than: lists by id can begin or end at a time."""
    pairs = _PAIRS
    began = "".join(pairs[at >> shift & 1023] for shift in (40, 30, 20, 10, 0))
    return began + ALPHABET[0] * (LENGTH - len(began))


def _draw() -> str:
    drawn = os.urandom(RANDOM * DRAWN_AT_ONCE).translate(_SIGN_OF).decode()
    _ends.extend(drawn[at : at + RANDOM] for at in range(RANDOM, len(drawn), RANDOM))
    return drawn[:RANDOM]
