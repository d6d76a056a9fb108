"""The rule by which a conversation that waits finds its manager; no SQL, no clock."""

from collections.abc import Sequence
from typing import NamedTuple


class Available(NamedTuple):
    """Somebody of the team who is here: what they speak (nothing: anything), where they work, what they hold.

    `load` counts what they have and what is on offer to them, `last` is when they were last given something.
    """

    member: str
    capacity: int
    languages: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    load: int = 0
    last: int = 0


class Wanting(NamedTuple):
    """A conversation that waits, and to whom it was offered in this round already; `owners`: the first comes first."""

    id: str
    language: str = ""
    department: str = ""
    owners: tuple[str, ...] = ()
    passed: frozenset[str] = frozenset()


class Choice(NamedTuple):
    """Whom to offer it to; `is_new_round`: everybody who could take it has let it pass once."""

    member: str
    is_new_round: bool = False


def choose(wanting: Wanting, team: Sequence[Available]) -> Choice | None:
    """Whom of those who are here a conversation is offered to; None while nobody has a hand free.

    Whoever looked after this person before comes first. Otherwise it stays in its department while anybody of it is
    here, and goes to somebody who speaks the visitor's language if one of them has a hand free; of those to whoever
    holds least of what they take at once, then to whoever was given nothing for longest.
    """
    free = [each for each in team if each.load < each.capacity]
    for owner in wanting.owners:
        if owner not in wanting.passed and any(each.member == owner for each in free):
            return Choice(owner)
    fitting = _of_department(wanting, team, free)
    fresh = [each for each in fitting if each.member not in wanting.passed]
    asked = fresh or fitting
    if not asked:
        return None
    first = wanting.language[:2].lower()
    speaking = [each for each in asked if not each.languages or first in each.languages]
    best = min(speaking or asked, key=lambda each: (each.load / each.capacity, each.last, each.member))
    return Choice(best.member, is_new_round=not fresh)


def _of_department(wanting: Wanting, team: Sequence[Available], free: list[Available]) -> list[Available]:
    if any(wanting.department in each.departments for each in team):
        return [each for each in free if wanting.department in each.departments]
    return free
