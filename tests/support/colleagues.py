"""A team for tests: a site with an owner, an admin and a manager, each as somebody who asks."""

from dataclasses import dataclass

from server.database import Database
from server.sites import members
from server.sites.policy import Actor, Role
from tests.support.desk import make_owner, make_site


@dataclass(frozen=True)
class Team:
    """The ids of a site and of those who work there."""

    database: Database
    site: str
    owner: str
    admin: str
    manager: str

    async def actor(self, member: str) -> Actor:
        """The member with the roles of this moment."""
        found = await self.database.read(members.actor, member)
        assert found is not None
        return found

    async def role(self, member: str) -> Role | None:
        """What the member is at the site."""
        return (await self.actor(member)).roles.get(self.site)


async def make_team(database: Database, house: str = "shop.example") -> Team:
    """Make a site with its team; the addresses stand at `house`."""
    owner = await make_owner(database, f"owner@{house}")
    site = (await make_site(database, owner)).id
    others = {}
    for role in (Role.ADMIN, Role.MANAGER):
        others[role] = await make_owner(database, f"{role.value}@{house}")
        await database.write(members.join, site, others[role], role)
    return Team(database, site, owner, others[Role.ADMIN], others[Role.MANAGER])
