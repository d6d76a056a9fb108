"""What the team's page reads in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.database import Reader
from server.sites import colleagues, invitations, members, team
from server.sites.colleagues import MOST_SHOWN, Colleague
from server.sites.invitations import Invitation
from server.sites.policy import Actor
from server.sites.team import Removed


@dataclass(frozen=True, slots=True)
class TeamRead:
    """A site's team; `names` of those who were removed lately, `lockable` whom this actor may let in nowhere."""

    colleagues: Sequence[Colleague]
    is_all: bool
    invitations: Sequence[Invitation]
    removed: Sequence[Removed]
    names: Mapping[str, str]
    lockable: frozenset[str]


def read_team(reader: Reader, site: str, actor: Actor, now: int, *, may_change: bool) -> TeamRead:
    """Everybody who works at the site; who may change the team also sees who is asked and who was removed."""
    found = colleagues.of_site(reader, site, MOST_SHOWN)
    waiting = invitations.waiting(reader, site, MOST_SHOWN).items if may_change else []
    removed = team.removed_lately(reader, site, now) if may_change else []
    known = ((each.member, members.find(reader, each.member)) for each in removed)
    lockable = {each.id for each in found.items if may_change and team.may_disable(reader, actor, each.id)}
    names = {member: kept.name for member, kept in known if kept}
    return TeamRead(found.items, found.next is None, waiting, removed, names, frozenset(lockable))
