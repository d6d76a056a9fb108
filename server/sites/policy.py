"""Who may do what: one table of acts with the lowest role that may do each, and one question asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum

from server.errors import Forbidden, NotFound
from server.sites.scopes import Grant, Scope


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
    READ_MEMBERS = "read_members"
    CHANGE_MEMBERS = "change_members"
    READ_AUDIT = "read_audit"
    READ_DELIVERIES = "read_deliveries"
    CHANGE_DELIVERIES = "change_deliveries"
    READ_LEADS = "read_leads"
    TAKE_LEADS = "take_leads"
    READ_CLIENTS = "read_clients"
    CHANGE_CLIENTS = "change_clients"
    ERASE_CLIENTS = "erase_clients"
    EXPORT_CLIENTS = "export_clients"
    READ_CALLS = "read_calls"
    TAKE_CALLS = "take_calls"
    READ_CONVERSATIONS = "read_conversations"
    ANSWER_CONVERSATIONS = "answer_conversations"
    CHANGE_REPLIES = "change_replies"
    CHANGE_ARTICLES = "change_articles"
    READ_CODES = "read_codes"
    CHANGE_CODES = "change_codes"
    REDEEM_CODES = "redeem_codes"


LOWEST: Mapping[Action, Role] = {
    Action.READ_SITE: Role.MANAGER,
    Action.CHANGE_SITE: Role.ADMIN,
    Action.READ_SECRET: Role.ADMIN,
    Action.READ_WIDGETS: Role.MANAGER,
    Action.CHANGE_WIDGETS: Role.ADMIN,
    Action.PUBLISH_WIDGETS: Role.ADMIN,
    Action.READ_MEMBERS: Role.MANAGER,
    Action.CHANGE_MEMBERS: Role.ADMIN,
    Action.READ_AUDIT: Role.ADMIN,
    Action.READ_DELIVERIES: Role.ADMIN,
    Action.CHANGE_DELIVERIES: Role.ADMIN,
    Action.READ_LEADS: Role.MANAGER,
    Action.TAKE_LEADS: Role.MANAGER,
    Action.READ_CLIENTS: Role.MANAGER,
    Action.CHANGE_CLIENTS: Role.MANAGER,
    Action.ERASE_CLIENTS: Role.ADMIN,
    Action.EXPORT_CLIENTS: Role.ADMIN,
    Action.READ_CALLS: Role.MANAGER,
    Action.TAKE_CALLS: Role.MANAGER,
    Action.READ_CONVERSATIONS: Role.MANAGER,
    Action.ANSWER_CONVERSATIONS: Role.MANAGER,
    Action.CHANGE_REPLIES: Role.ADMIN,
    Action.CHANGE_ARTICLES: Role.ADMIN,
    Action.READ_CODES: Role.MANAGER,
    Action.CHANGE_CODES: Role.ADMIN,
    Action.REDEEM_CODES: Role.MANAGER,
}


SCOPE_OF: Mapping[Action, Scope] = {
    Action.READ_SITE: Scope.SITES_READ,
    Action.CHANGE_SITE: Scope.SITES_WRITE,
    Action.READ_SECRET: Scope.SITES_WRITE,
    Action.READ_WIDGETS: Scope.WIDGETS_READ,
    Action.CHANGE_WIDGETS: Scope.WIDGETS_WRITE,
    Action.PUBLISH_WIDGETS: Scope.WIDGETS_WRITE,
    Action.READ_MEMBERS: Scope.MEMBERS_READ,
    Action.CHANGE_MEMBERS: Scope.MEMBERS_WRITE,
    Action.READ_AUDIT: Scope.AUDIT_READ,
    Action.READ_DELIVERIES: Scope.DELIVERIES_READ,
    Action.CHANGE_DELIVERIES: Scope.DELIVERIES_WRITE,
    Action.READ_LEADS: Scope.LEADS_READ,
    Action.TAKE_LEADS: Scope.LEADS_WRITE,
    Action.READ_CLIENTS: Scope.CLIENTS_READ,
    Action.CHANGE_CLIENTS: Scope.CLIENTS_WRITE,
    Action.ERASE_CLIENTS: Scope.CLIENTS_ERASE,
    Action.EXPORT_CLIENTS: Scope.CLIENTS_EXPORT,
    Action.READ_CALLS: Scope.CALLS_READ,
    Action.TAKE_CALLS: Scope.CALLS_WRITE,
    Action.READ_CONVERSATIONS: Scope.CONVERSATIONS_READ,
    Action.ANSWER_CONVERSATIONS: Scope.CONVERSATIONS_WRITE,
    Action.CHANGE_REPLIES: Scope.CONVERSATIONS_WRITE,
    Action.CHANGE_ARTICLES: Scope.CONVERSATIONS_WRITE,
    Action.READ_CODES: Scope.CODES_READ,
    Action.CHANGE_CODES: Scope.CODES_WRITE,
    Action.REDEEM_CODES: Scope.CODES_REDEEM,
}


class Open(Enum):
    """For routes that ask for no role at a site."""

    ANYONE = "anyone"
    ANY_MEMBER = "any member"
    ADMIN_SOMEWHERE = "an admin or owner of some site"


Anyone = Open.ANYONE  # visitors, and whoever is not logged in yet
AnyMember = Open.ANY_MEMBER  # somebody we know, whatever the role, at whatever site
AdminSomewhere = Open.ADMIN_SOMEWHERE  # who may open a further site: somebody who runs one already
Policy = Action | Open


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a member with the roles this person holds at this moment.

    `grant` None: a person, who may whatever the roles allow; otherwise a program, held to what its `token` was given.
    """

    member: str
    name: str
    email: str
    language: str
    roles: Mapping[str, Role]
    grant: Grant | None = None
    token: str | None = None  # the id of the API token that a program came in by

    def covers(self, scope: Scope) -> bool:
        """Whether a token was given this scope; a person needs none."""
        return self.grant is None or self.grant.covers(scope)

    @property
    def first_name(self) -> str:
        """What visitors are told of who calls."""
        return self.name.split()[0] if self.name.split() else self.name


def may(actor: Actor, action: Action, site: str) -> bool:
    """Whether this person may do this at this site; for pages that leave out what would be refused."""
    return allows(actor.roles.get(site), action) and actor.covers(SCOPE_OF[action])


def authorize(actor: Actor, action: Action, site: str | None) -> None:
    """Return when the act is allowed; `NotFound` without a role there, `Forbidden` when role or token allow too little.

    `site` is the site of the thing that is acted on, or None where there is no such thing: both look the same.
    """
    if site is None or site not in actor.roles:
        raise NotFound
    if not allows(actor.roles[site], action):
        raise Forbidden
    need(actor, SCOPE_OF[action])


def need(actor: Actor, scope: Scope) -> None:
    """Return when a program's token holds the scope, else refuse with its name in `scope`; people always pass."""
    if not actor.covers(scope):
        raise Forbidden("This token may not do this.", scope=scope.value)


def authorize_somewhere(actor: Actor) -> None:
    """Return when this person is admin or owner of any site, else refuse: for acts that belong to no site yet."""
    if not any(Rank[role.name] >= Rank.ADMIN for role in actor.roles.values()):
        raise Forbidden


def allows(role: Role | None, action: Action) -> bool:
    """Whether somebody of this role at a site (None: of none) may do this there."""
    return role is not None and Rank[role.name] >= Rank[LOWEST[action].name]
