"""The team as its page shows it: who may be changed into what, who is asked, who can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.console.faces import initials, tint
from server.console.members_read import TeamRead
from server.sites.policy import LOWEST, Action, Actor, Rank, Role
from server.sites.team import may_give

DAY = 24 * 3600 * 1000

# What a role may do, in the words of the page; each stands for an act of the policy, so that the table is true.
ABILITIES = (
    ("answer", Action.TAKE_LEADS),
    ("people", Action.CHANGE_CLIENTS),
    ("widgets", Action.PUBLISH_WIDGETS),
    ("site", Action.CHANGE_SITE),
    ("deliver", Action.CHANGE_DELIVERIES),
    ("export", Action.EXPORT_CLIENTS),
    ("erase", Action.ERASE_CLIENTS),
    ("team", Action.CHANGE_MEMBERS),
    ("journal", Action.READ_AUDIT),
)
ROLES = (Role.MANAGER, Role.ADMIN, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Line:
    """One member as a line; `roles` is what this reader may make of them, empty where nothing."""

    id: str
    name: str
    initials: str
    tint: int
    email: str
    role: Role
    roles: Sequence[Role]
    is_me: bool
    is_here: bool
    disabled: bool
    two_factor: bool
    sample: bool
    seen_at: int | None
    may_lock: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked and has not answered; `days` are left, none once the link is too old."""

    id: str
    email: str
    role: Role
    inviter: str
    days: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who was removed a few minutes ago."""

    id: str
    name: str
    may_undo: bool


@dataclass(frozen=True, slots=True)
class TeamShown:
    """The whole team; `choices` are the roles that this reader may invite into."""

    lines: Sequence[Line]
    asked: Sequence[Asked]
    gone: Sequence[Gone]
    choices: Sequence[Role]
    is_all: bool


def show_team(read: TeamRead, actor: Actor, site: str, here: frozenset[str], now: int) -> TeamShown:
    """Owners first, then by name; each with what this reader may do about them."""
    choices = [role for role in ROLES if may_give(actor, role, site)]
    ordered = sorted(read.colleagues, key=lambda each: (-Rank[each.role.name], each.name.casefold(), each.id))
    lines = [
        Line(
            id=each.id,
            name=each.name,
            initials=initials(each.name),
            tint=tint(each.id),
            email=each.email,
            role=each.role,
            roles=choices if each.id != actor.member and each.role in choices else (),
            is_me=each.id == actor.member,
            is_here=each.id in here,
            disabled=each.disabled,
            two_factor=each.two_factor,
            sample=each.sample,
            seen_at=each.seen_at,
            may_lock=each.id in read.lockable,
        )
        for each in ordered
    ]
    asked = [
        Asked(
            id=each.id,
            email=each.email,
            role=each.role,
            inviter=each.inviter,
            days=max(0, -(-(each.expires_at - now) // DAY)),
            may_change=each.role in choices,
        )
        for each in read.invitations
    ]
    gone = [Gone(each.member, read.names.get(each.member, ""), each.role in choices) for each in read.removed]
    return TeamShown(lines, asked, gone, choices, read.is_all)


def abilities() -> list[tuple[str, Sequence[bool]]]:
    """What each role may do: the name of the ability, and a yes or no for manager, admin and owner."""
    told = [(name, [Rank[role.name] >= Rank[LOWEST[act].name] for role in ROLES]) for name, act in ABILITIES]
    return [*told, ("owners", [False, False, True])]
