"""When a delivery that failed is tried again: soon at first, then over three days, and then not by itself any more."""

import random

AFTER_SECONDS = (0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)  # before each attempt
JITTER_FROM = 300  # seconds; receivers that came back must not get everything at the same moment
JITTER = 0.1
MOST_AFTER = 86_400.0  # what a receiver may ask us to wait at most


def wait_ms(tried: int, asked: float | None = None) -> int | None:
    """How long to wait after so many attempts (milliseconds), None when that was the last one.

    `asked` is what the receiver wants us to wait (seconds): never less than ours, at most a day.
    """
    if tried >= len(AFTER_SECONDS):
        return None
    seconds = float(AFTER_SECONDS[tried])
    if seconds >= JITTER_FROM:
        seconds *= random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  spreads load, hides nothing
    return int(1000 * max(seconds, min(asked or 0.0, MOST_AFTER)))
