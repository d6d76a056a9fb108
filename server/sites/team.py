"""The team of a site: another role, leaving and coming back, and members who are let in no more.

Nobody changes the own role, nobody changes or gives what stands above the own, and a site keeps an owner. Each change
is told at once (`News` of the kind `member`), so that open pages of the member end within seconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, select, update

from server.audit import journal
from server.audit.journal import Wanted
from server.database import News, Reader, Transaction, prepared
from server.errors import Conflict, Forbidden, NotFound
from server.sites import members, sessions, tokens
from server.sites.policy import Action, Actor, Rank, Role, may
from server.sites.tables import invitations, memberships
from server.sites.tables import members as people

UNDO_MS = 15 * 60 * 1000  # how long somebody who was removed can be taken back with one press
RECENT = 200  # lines of the journal that are looked through for that

# Both rows are locked in one order, so that two colleagues who change each other come one after the other.
BOTH = prepared(
    select(memberships.c.member, memberships.c.role)
    .where(memberships.c.site == bindparam("site"), memberships.c.member.in_(bindparam("both", expanding=True)))
    .order_by(memberships.c.member)
    .with_for_update()
)
SITES = prepared(select(memberships.c.site).where(memberships.c.member == bindparam("member")))
CHANGE = prepared(
    update(memberships).where(memberships.c.site == bindparam("at_site"), memberships.c.member == bindparam("who"))
)
REMOVE = prepared(
    delete(memberships).where(memberships.c.site == bindparam("at_site"), memberships.c.member == bindparam("who"))
)
WITHDRAW = prepared(
    update(invitations)
    .where(
        invitations.c.site.in_(bindparam("sites", expanding=True)),
        invitations.c.state == "open",
        invitations.c.invited_by == bindparam("member"),
    )
    .values(state="revoked", ended_at=bindparam("at"))
)
OTHER_OWNERS = prepared(
    select(func.count())
    .select_from(memberships.join(people, people.c.id == memberships.c.member))
    .where(
        memberships.c.site == bindparam("site"),
        memberships.c.role == Role.OWNER.value,
        memberships.c.member != bindparam("member"),
        people.c.disabled.is_(False),
    )
)


class LastOwner(Conflict):
    """A site keeps an owner: make somebody else one first."""

    code, words = "last_owner", "A site keeps an owner. Make somebody else an owner first."


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody who was removed by a colleague, and the role that was held."""

    member: str
    role: Role
    by: str | None
    at: int


def may_give(actor: Actor, role: Role, site: str) -> bool:
    """Whether this person may give somebody this role, or change somebody who has it."""
    own = actor.roles.get(site)
    return own is not None and may(actor, Action.CHANGE_MEMBERS, site) and Rank[own.name] >= Rank[role.name]


def may_still_give(reader: Reader, member: str, role: Role, site: str) -> bool:
    """The same as things stand at this moment, for what was asked, or promised in a letter, some time ago."""
    now = members.actor(reader, member)
    return now is not None and may_give(now, role, site)


def change_role(tx: Transaction, actor: Actor, site: str, member: str, role: Role) -> None:
    """Give a colleague another role; the same one again changes nothing.

    Whoever is lowered takes the own open invitations along: they promise what may no longer be given.
    """
    own, present = _both_roles(tx, actor, site, member)
    _check(own, present, role)
    if role is present:
        return
    if present is Role.OWNER:
        _keep_an_owner(tx, site, member)
    tx.run(CHANGE, at_site=site, who=member, role=role.value)
    gone = _withdraw(tx, [site], member) if Rank[role.name] < Rank[present.name] else {}
    _tell(tx, [site], actor, "role.changed", member, **{"from": present.value, "to": role.value}, **gone)


def remove(tx: Transaction, actor: Actor, site: str, member: str) -> Role:
    """Let a colleague work at this site no more; gives back the role that was held.

    Invitations of theirs that are open work no more. Whoever works nowhere any more is logged out, and has no tokens:
    there is nothing left to be let in for.
    """
    own, present = _both_roles(tx, actor, site, member)
    _check(own, present)
    if present is Role.OWNER:
        _keep_an_owner(tx, site, member)
    tx.run(REMOVE, at_site=site, who=member)
    if not _sites(tx, member):
        sessions.shut(tx, member, "removed")
        tokens.revoke_all(tx, member)
    _tell(tx, [site], actor, "member.removed", member, role=present.value, **_withdraw(tx, [site], member))
    return present


def take_back(tx: Transaction, actor: Actor, site: str, member: str) -> Role:
    """Undo a removal of the last minutes, with the role of then; `NotFound` where there is nothing to undo."""
    own = _roles(tx, site, [actor.member]).get(actor.member)
    role = _removed_from(tx, site, member)
    if own is None or role is None or member in _roles(tx, site, [member]):
        raise NotFound
    _check(own, role)
    members.join(tx, site, member, role)
    _tell(tx, [site], actor, "member.restored", member, role=role.value)
    return role


def removed_lately(reader: Reader, site: str, now: int) -> list[Removed]:
    """Who was removed in the last minutes and can be taken back, as the journal tells it, the latest first."""
    found = journal.lines(reader, site, RECENT, None, Wanted(nouns=("member",), since=now - UNDO_MS)).items
    latest = {entry.thing: entry for entry in reversed(found)}
    gone = (entry for entry in latest.values() if entry.act == "member.removed")
    return [Removed(each.thing, Role(each.data["role"]), each.member, each.at) for each in gone][::-1]


def disable(tx: Transaction, actor: Actor, site: str, member: str) -> None:
    """Let a colleague in nowhere any more: sessions end, tokens and open invitations of theirs work no longer.

    Only whoever owns every site where the colleague works may do this; otherwise removing from the own site is left.
    """
    if not _owned(tx, actor, site, member).disabled:
        members.disable(tx, member)
        where = _sites(tx, member)
        _tell(tx, where, actor, "member.disabled", member, **_withdraw(tx, where, member))


def enable(tx: Transaction, actor: Actor, site: str, member: str) -> None:
    """Let a colleague in again, with the roles of before; a new log-in is needed."""
    if _owned(tx, actor, site, member).disabled:
        members.enable(tx, member)
        _tell(tx, _sites(tx, member), actor, "member.enabled", member)


def may_disable(reader: Reader, actor: Actor, member: str) -> bool:
    """Whether this person owns every site where the colleague works."""
    return member != actor.member and all(actor.roles.get(each) is Role.OWNER for each in _sites(reader, member))


def _owned(tx: Transaction, actor: Actor, site: str, member: str) -> members.Member:
    _check(*_both_roles(tx, actor, site, member))
    found = members.find(tx, member)
    if found is None:
        raise NotFound
    if not may_disable(tx, actor, member):
        raise Forbidden(
            "Only whoever owns every site of a member may do this. Remove the member from this site instead."
        )
    return found


def _both_roles(tx: Transaction, actor: Actor, site: str, member: str) -> tuple[Role, Role]:
    """The roles of this moment: whoever was lowered a moment ago changes nobody any more."""
    roles = _roles(tx, site, sorted({actor.member, member}))
    if actor.member not in roles or member not in roles:
        raise NotFound
    if member == actor.member:
        raise Forbidden("Nobody changes their own place in the team. Ask a colleague.")
    return roles[actor.member], roles[member]


def _roles(tx: Transaction, site: str, both: list[str]) -> dict[str, Role]:
    return {row["member"]: Role(row["role"]) for row in tx.all(BOTH, site=site, both=both)}


def _check(own: Role, *touched: Role) -> None:
    if Rank[own.name] < Rank.ADMIN or any(Rank[each.name] > Rank[own.name] for each in touched):
        raise Forbidden


def _keep_an_owner(tx: Transaction, site: str, member: str) -> None:
    if not tx.value(OTHER_OWNERS, site=site, member=member):
        raise LastOwner


def _removed_from(tx: Transaction, site: str, member: str) -> Role | None:
    return next((each.role for each in removed_lately(tx, site, tx.now) if each.member == member), None)


def _sites(reader: Reader, member: str) -> list[str]:
    return sorted(row["site"] for row in reader.all(SITES, member=member))


def _withdraw(tx: Transaction, sites: list[str], member: str) -> dict[str, int]:
    """Let the open invitations of a member work no more; tells the journal how many, where there were any."""
    withdrawn = tx.run(WITHDRAW, sites=sites, member=member, at=tx.now) if sites else 0
    return {"invitations": withdrawn} if withdrawn else {}


def _tell(tx: Transaction, sites: Iterable[str], actor: Actor, act: str, member: str, **data: str | int) -> None:
    for site in sites:
        journal.record(tx, site, actor.member, act, member, **data)
        tx.after_commit(News(site, "member", member))
