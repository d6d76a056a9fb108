"""Somebody answers a member of the team, who looks after them from then on where nobody did."""

from sqlalchemy import bindparam, select, update

from server.clients.tables import clients
from server.clients.timeline import Entry
from server.database import Transaction, prepared
from server.sites.policy import Action, Role, allows
from server.sites.tables import members, memberships

WORKS_HERE = prepared(
    select(memberships.c.role)
    .join(members, members.c.id == memberships.c.member)
    .where(
        memberships.c.site == bindparam("at"),
        memberships.c.member == bindparam("who"),
        members.c.disabled.is_(False),
    )
)
WHOSE = prepared(select(clients.c.owner).where(clients.c.id == bindparam("person")).with_for_update())
TAKE = prepared(
    update(clients)
    .where(clients.c.id == bindparam("person"), clients.c.owner.is_(None))
    .values(owner=bindparam("who"), stale=True)
)


def may_take(tx: Transaction, site: str, client: str, member: str) -> Entry | None:
    """What the person's timeline says when this member takes them on; None where it is not to be.

    A browser sends the member's id: it counts only for somebody who works at this very site, is let in, and may answer
    leads. Whoever looks after the person already goes on. Somebody who is not on a card yet is nobody's.
    """
    role = tx.value(WORKS_HERE, at=site, who=member)
    if role is None or not allows(Role(role), Action.TAKE_LEADS) or tx.value(WHOSE, person=client) is not None:
        return None
    return Entry("change", client, {"owner": member, "changed": ["owner"], "because": "reply"})


def take(tx: Transaction, client: str, member: str) -> None:
    """From now on the member looks after the person, unless somebody does already; `may_take` came before."""
    tx.run(TAKE, person=client, who=member)
