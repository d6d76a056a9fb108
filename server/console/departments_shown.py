"""Departments, and what each member takes on, as the settings show them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from server.console.faces import initials, tint
from server.routing.departments import Department
from server.routing.duty import NOTHING_SAID, Duty


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team, as read."""

    id: str
    name: str
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One member: where they work, how many conversations at once, which languages."""

    id: str
    name: str
    initials: str
    tint: int
    departments: Sequence[str]
    capacity: int
    languages: str
    is_away: bool
    is_here: bool

    @property
    def mark(self) -> str:
        """Is another when the line is; what is typed in it stands in its fields already, and stays."""
        return f"{self.name}-{self.departments}-{self.is_away:d}{self.is_here:d}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One department with the names of those who work in it."""

    id: str
    name: str
    people: Sequence[str]


@dataclass(frozen=True, slots=True)
class Team:
    """The whole page."""

    departments: Sequence[Shown]
    members: Sequence[Line]


def shown(
    people: Sequence[Member], found: Sequence[Department], duties: Mapping[str, Duty], here: Collection[str] = ()
) -> Team:
    """Departments by name, members by name with who is `here` (ids); whoever is locked takes nothing on."""
    names = {each.id: each.name for each in people if not each.disabled}
    lines = []
    for member, name in sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])):
        own = duties.get(member, NOTHING_SAID)
        lines.append(
            Line(
                id=member,
                name=name,
                initials=initials(name),
                tint=tint(member),
                departments=[each.name for each in found if member in each.members],
                capacity=own.capacity,
                languages=", ".join(sorted(own.languages)),
                is_away=own.away,
                is_here=member in here and not own.away,
            )
        )
    listed = [
        Shown(each.id, each.name, [names[member] for member in each.members if member in names]) for each in found
    ]
    return Team(listed, lines)
