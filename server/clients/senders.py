"""Who of the team speaks to a visitor: whoever looks after them, else one who stays the same from page to page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from sqlalchemy import bindparam, select

from server.clients.tables import clients, visitors
from server.database import Reader, prepared
from server.sites.policy import Action, Role, allows
from server.sites.tables import members, memberships

PEOPLE = prepared(
    select(members.c.id, members.c.name, members.c.picture, memberships.c.role)
    .join(memberships, memberships.c.member == members.c.id)
    .where(
        memberships.c.site == bindparam("at"),
        members.c.id.in_(bindparam("who", expanding=True)),
        members.c.disabled.is_(False),
    )
)
OWNERS = prepared(
    select(visitors.c.id, clients.c.owner)
    .join(clients, clients.c.id == visitors.c.client)
    .where(
        visitors.c.site == bindparam("of"),
        visitors.c.id.in_(bindparam("visitors", expanding=True)),
        clients.c.owner.is_not(None),
    )
)
Told = dict[str, str]


@dataclass(frozen=True, slots=True)
class Team:
    """Those of a site's team who are here now and may answer, and who looks after which of the visitors."""

    people: Mapping[str, Told] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)

    def sender(self, site: str, visitor: str, before: str = "") -> Told | None:
        """Who speaks to this visitor (public id; empty: unknown), as `{id, name, picture?}`; None: nobody is here.

        Whoever spoke on this page `before` goes on while they are here; then whoever looks after the visitor's person;
        else one of them drawn by the visitor, so that the same face is met on every page.
        """
        for member in (before, self.owners.get(visitor, "")):
            if member in self.people:
                return self.people[member]
        whose = visitor or site
        return max(self.people.values(), key=lambda each: _draw(whose, each["id"]), default=None)


def team(reader: Reader, site: str, here: Collection[str], visitors: Collection[str]) -> Team:
    """Of these members who are `here` those who may answer at this site, and who looks after these visitors."""
    people = {
        row["id"]: _told(row["id"], row["name"], row["picture"])
        for row in reader.all(PEOPLE, at=site, who=list(here))
        if allows(Role(row["role"]), Action.TAKE_LEADS)
    }
    owners = reader.all(OWNERS, of=site, visitors=list(visitors)) if visitors and people else ()
    return Team(people, {row["id"]: row["owner"] for row in owners})


def _told(member: str, name: str, picture: str) -> Told:
    """What visitors may know of a member: the first word of the name, as where somebody calls them."""
    return {"id": member, "name": name.partition(" ")[0]} | ({"picture": picture} if picture else {})


def _draw(visitor: str, member: str) -> bytes:
    return blake2b(f"{visitor} {member}".encode(), digest_size=8).digest()
