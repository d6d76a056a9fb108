"""Ids that sort by time, and the clock they are drawn from."""

import os
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS = range(120, -1, -10)


def now_ms() -> int:
    """The moment, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """An id nobody has: 48 bits of time, then 80 random ones, as 26 characters that sort by time."""
    drawn = (now_ms() << 80) | int.from_bytes(os.urandom(10), "big")
    pairs = _PAIRS
    return "".join([pairs[(drawn >> shift) & 1023] for shift in _SHIFTS])
