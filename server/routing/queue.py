"""Where a visitor stands among those who wait, and for how long that usually is: never a promise, never invented."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from sqlalchemy import bindparam, select

from server.conversations.tables import conversations
from server.database import Reader, prepared
from server.routing.choosing import Available

LOOKED_BACK_MS = 7 * 24 * 3600 * 1000
QUIET_MS = 5 * 60 * 1000  # nobody has written for so long: the talk is over, closed or not
MOST_TALKS, FEWEST_TALKS = 20, 3
LONGEST_MINUTES = 120

HANDLED = prepared(
    select(conversations.c.taken_at, conversations.c.last_at)
    .where(
        conversations.c.site == bindparam("at"),
        conversations.c.last_at > bindparam("since"),
        conversations.c.last_at < bindparam("until"),
        conversations.c.taken_at.is_not(None),
        conversations.c.last_at > conversations.c.taken_at,
    )
    .order_by(conversations.c.last_at.desc())
    .limit(MOST_TALKS)
)


class Place(NamedTuple):
    """The how-manyeth of those who wait for the same department, from 1, and in about how many minutes it is their
    turn: 0 where nobody can say."""

    number: int
    minutes: int = 0


def usual_ms(reader: Reader, site: str, now: int) -> int:
    """How long a talk takes here: the median of the last 20 of a week, from being taken to its last words.

    0 while there are fewer than three.
    """
    rows = reader.all(HANDLED, at=site, since=now - LOOKED_BACK_MS, until=now - QUIET_MS)
    took = [row["last_at"] - row["taken_at"] for row in rows]
    return int(median(took)) if len(took) >= FEWEST_TALKS else 0


def places(waiting: Sequence[tuple[str, str]], team: Sequence[Available], usual: int) -> Mapping[str, Place]:
    """The place of each that waits (its id and department, in their order); none while nobody of the team is here."""
    if not team:
        return {}
    known = {department for each in team for department in each.departments}
    stood: Counter[str] = Counter()
    found = {}
    for conversation, department in waiting:
        group = department if department in known else ""
        stood[group] += 1
        found[conversation] = Place(stood[group], _minutes(stood[group], _hands(team, group), usual))
    return found


def _hands(team: Sequence[Available], group: str) -> int:
    return sum(each.capacity for each in team if not group or group in each.departments)


def _minutes(number: int, hands: int, usual: int) -> int:
    """Of `hands` that are all busy one is free each `usual / hands` on average."""
    if not usual or not hands:
        return 0
    return min(LONGEST_MINUTES, max(1, math.ceil(number * usual / hands / 60_000)))
