"""The promise clock: what is left of the seconds we promised, as a ring, a figure and a pace."""

from dataclasses import dataclass

from server.console.words import Words

SOON = 1 / 3  # under this share the clock warns

LONG_MINUTES = 10  # from here on seconds tell nothing, and would not fit into the ring


@dataclass(frozen=True, slots=True)
class Promise:
    """How a promise of `seconds` stands; `share` is what is left, in percent.

    `pace` is "", `soon`, `late`, `kept`, or `idle` where nothing was promised; a clock that `runs` is drawn on by the
    page itself.
    """

    since: int
    seconds: int
    pace: str
    share: int
    figure: str
    runs: bool = False


def running(since: int, seconds: int, now: int, words: Words) -> Promise:
    """The clock of somebody who still waits; over a limit nothing was promised, and `seconds` is 0."""
    if not seconds:
        return Promise(since, 0, "idle", 0, "–")
    left = seconds - (now - since) / 1000
    if left < 0:
        return Promise(since, seconds, "late", 100, f"+{figure(-left, words)}", runs=True)
    pace = "soon" if left < seconds * SOON else ""
    return Promise(since, seconds, pace, round(100 * left / seconds), figure(left, words), runs=True)


def answered(since: int, seconds: int, at: int, words: Words) -> Promise:
    """The clock of somebody who was answered: stopped, green when the promise was kept."""
    took = max(0, at - since) / 1000
    pace = ("kept" if took <= seconds else "late") if seconds else "idle"
    return Promise(since, seconds, pace, 100, figure(took, words))


def figure(seconds: float, words: Words) -> str:
    """Seconds as people read a clock: 0:19, 9:59; from ten minutes on in whole minutes, then hours, then days."""
    hours = int(seconds) // 3600
    if hours >= 48:
        return words("clock.days", n=hours // 24)
    if hours:
        return words("clock.hours", n=hours)
    minutes = int(seconds) // 60
    return words("clock.minutes", n=minutes) if minutes >= LONG_MINUTES else f"{minutes}:{int(seconds) % 60:02}"
