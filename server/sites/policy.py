"""Who may do what: one table of acts with the lowest role that may do each, and one question asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum

from server.errors import Forbidden, NotFound


class Role(StrEnum):
    """What somebody is at a site; each role may also do whatever the ones below it may."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"


class Rank(IntEnum):
    """Roles in their order, so that they can be compared."""

    MANAGER = 1
    ADMIN = 2
    OWNER = 3


class Action(StrEnum):
    """Everything a person or a program may do at a site."""

    READ_SITE = "read_site"
    CHANGE_SITE = "change_site"
    READ_SECRET = "read_secret"  # noqa: S105  the act, not a secret
    READ_WIDGETS = "read_widgets"
    CHANGE_WIDGETS = "change_widgets"
    PUBLISH_WIDGETS = "publish_widgets"
    READ_LEADS = "read_leads"
    TAKE_LEADS = "take_leads"
    READ_CLIENTS = "read_clients"
    CHANGE_CLIENTS = "change_clients"
    ERASE_CLIENTS = "erase_clients"
    READ_CALLS = "read_calls"
    TAKE_CALLS = "take_calls"


LOWEST: Mapping[Action, Role] = {
    Action.READ_SITE: Role.MANAGER,
    Action.CHANGE_SITE: Role.ADMIN,
    Action.READ_SECRET: Role.ADMIN,
    Action.READ_WIDGETS: Role.MANAGER,
    Action.CHANGE_WIDGETS: Role.ADMIN,
    Action.PUBLISH_WIDGETS: Role.ADMIN,
    Action.READ_LEADS: Role.MANAGER,
    Action.TAKE_LEADS: Role.MANAGER,
    Action.READ_CLIENTS: Role.MANAGER,
    Action.CHANGE_CLIENTS: Role.MANAGER,
    Action.ERASE_CLIENTS: Role.ADMIN,
    Action.READ_CALLS: Role.MANAGER,
    Action.TAKE_CALLS: Role.MANAGER,
}


class Open(Enum):
    """For routes that ask for no role at a site."""

    ANYONE = "anyone"
    ANY_MEMBER = "any member"


Anyone = Open.ANYONE  # visitors, and whoever is not logged in yet
AnyMember = Open.ANY_MEMBER  # somebody we know, whatever the role, at whatever site
Policy = Action | Open


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a member with the roles this person holds at this moment."""

    member: str
    name: str
    email: str
    language: str
    roles: Mapping[str, Role]

    @property
    def first_name(self) -> str:
        """What visitors are told of who calls."""
        return self.name.split()[0] if self.name.split() else self.name


def may(actor: Actor, action: Action, site: str) -> bool:
    """Whether this person may do this at this site; for pages that leave out what would be refused."""
    role = actor.roles.get(site)
    return role is not None and Rank[role.name] >= Rank[LOWEST[action].name]


def authorize(actor: Actor, action: Action, site: str | None) -> None:
    """Return when the act is allowed; `NotFound` without a role there, `Forbidden` when the role is too low.

    `site` is the site of the thing that is acted on, or None where there is no such thing: both look the same.
    """
    if site is None or site not in actor.roles:
        raise NotFound
    if not may(actor, action, site):
        raise Forbidden
