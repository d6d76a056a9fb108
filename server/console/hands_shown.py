"""To whom a conversation can be handed from its menu, and what the menu's form says for each."""

from collections.abc import Sequence
from typing import NamedTuple

from server.errors import Invalid
from server.routing.departments import Department
from server.sites.colleagues import Colleague
from server.sites.policy import Action, allows

ANYBODY, MEMBER, DEPARTMENT = "anybody", "member", "department"


class Hand(NamedTuple):
    """Somebody, or a department; `to` is what the form says."""

    to: str
    id: str
    name: str
    is_here: bool = False


class Hands(NamedTuple):
    """Colleagues, those who are here first, and departments."""

    people: Sequence[Hand]
    departments: Sequence[Hand]

    @property
    def mark(self) -> str:
        """Is another as soon as the menu is."""
        return ",".join(f"{each.to}:{each.name}:{each.is_here:d}" for each in (*self.people, *self.departments))


def hands(team: Sequence[Colleague], found: Sequence[Department], member: str, here: frozenset[str]) -> Hands:
    """Everybody to whom this member can hand a conversation: colleagues who may answer, and departments."""
    people = [
        Hand(f"{MEMBER} {each.id}", each.id, each.name, each.id in here)
        for each in team
        if each.id != member and not each.disabled and allows(each.role, Action.ANSWER_CONVERSATIONS)
    ]
    people.sort(key=lambda each: (not each.is_here, each.name.casefold()))
    return Hands(people, [Hand(f"{DEPARTMENT} {each.id}", each.id, each.name) for each in found])


def chosen(to: str) -> tuple[str, str]:
    """What the menu's form says as `(MEMBER or DEPARTMENT, id)`; anybody is the department without an id.

    Raises `Invalid` for anything that no button of the menu says: what is not understood frees no conversation.
    """
    kind, _, of = to.partition(" ")
    if to == ANYBODY:
        return DEPARTMENT, ""
    if kind not in (MEMBER, DEPARTMENT) or not of:
        raise Invalid(errors={"to": "a colleague, a department or anybody"}, reasons={"to": "unknown"})
    return kind, of
