"""Invitations to a site's team: made, renewed, revoked, listed; a link works once, for seven days."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from server.audit import journal
from server.database import News, Reader, Row, Transaction, prepared
from server.database.paging import Page, page
from server.errors import AlreadyExists, Forbidden, NotFound, TooMany
from server.sites import colleagues, members
from server.sites.instants import written
from server.sites.keys import hashed, secret
from server.sites.policy import Actor, Role
from server.sites.tables import invitations
from server.sites.tables import members as people
from server.sites.team import may_give, may_still_give

DAY = 24 * 3600 * 1000
LASTS = 7 * DAY
KEPT = 30 * DAY  # what has ended is told of for so long to whoever opens the link, and then forgotten
MOST_SWEPT = 100
HOUR = 3600 * 1000
MOST_LINKS = 30  # an hour at one site: nobody's mailbox is filled by our invitations
MOST_OF_MEMBER = 60  # an hour by one member, at all sites together: whoever may make sites makes many
AGAIN_MS = 10 * 60 * 1000  # a letter needs so long to be found before another one is asked for
OPEN, ACCEPTED, REVOKED, EXPIRED = "open", "accepted", "revoked", "expired"
SENT = ("member.invited", "member.invited_again")  # the journal counts the letters: a renewed one counts twice

ADD = prepared(insert(invitations))
CHANGE = prepared(update(invitations).where(invitations.c.id == bindparam("invitation")))
END = prepared(
    update(invitations).where(invitations.c.id == bindparam("invitation"), invitations.c.state == bindparam("present"))
)
REPLACE = prepared(
    update(invitations).where(
        invitations.c.site == bindparam("at_site"),
        invitations.c.state == bindparam("present"),
        invitations.c.email == bindparam("address"),
    )
)
TO_SAME = prepared(
    select(invitations.c.role).where(
        invitations.c.site == bindparam("site"),
        invitations.c.state == OPEN,
        invitations.c.email == bindparam("email"),
        invitations.c.expires_at > bindparam("now"),
    )
)
_over = (
    select(invitations.c.id)
    .where(invitations.c.site == bindparam("at_site"), invitations.c.sent_at < bindparam("old"))
    .limit(MOST_SWEPT)
)
SWEEP = prepared(delete(invitations).where(invitations.c.id.in_(_over)))
_known = select(invitations, people.c.name.label("inviter")).outerjoin(people, people.c.id == invitations.c.invited_by)
BY_ID = prepared(_known.where(invitations.c.id == bindparam("id")))
BY_HASH = prepared(_known.where(invitations.c.token_hash == bindparam("hash")))
WAITING = _known.where(invitations.c.site == bindparam("site"), invitations.c.state == OPEN).order_by(
    invitations.c.id.desc()
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody is asked to join a site's team; what the link holds stands nowhere."""

    id: str
    site: str
    email: str
    role: Role
    invited_by: str
    inviter: str
    created_at: int
    sent_at: int
    expires_at: int
    state: str

    def state_at(self, now: int) -> str:
        """`open`, `accepted`, `revoked`, or `expired` once it is too old."""
        return EXPIRED if self.state == OPEN and now >= self.expires_at else self.state


def invite(tx: Transaction, actor: Actor, site: str, email: str, role: Role) -> tuple[str, Invitation]:
    """Invite somebody; gives back the token of the link as well. An earlier invitation of theirs is revoked."""
    email = members.normal_email(email)
    _check(tx, actor, site, role, *(Role(row["role"]) for row in tx.all(TO_SAME, site=site, email=email, now=tx.now)))
    known = members.by_email(tx, email)
    if known and colleagues.find(tx, site, known.id):
        raise AlreadyExists(errors={"email": "works at this site already"})
    tx.run(SWEEP, at_site=site, old=tx.now - LASTS - KEPT)
    tx.run(REPLACE, at_site=site, present=OPEN, address=email, state=REVOKED, ended_at=tx.now)
    token = secret()
    made: Row = {"id": tx.new_id(), "site": site, "email": email, "role": role.value, "invited_by": actor.member}
    made |= {"created_at": tx.now, "sent_at": tx.now, "expires_at": tx.now + LASTS, "state": OPEN, "ended_at": None}
    tx.run(ADD, **made, token_hash=hashed(token))
    tell(tx, site, actor.member, "member.invited", made["id"], role=role.value)
    return token, invitation_of(made | {"inviter": actor.name})


def renew(tx: Transaction, actor: Actor, invitation: str) -> tuple[str, Invitation]:
    """Make another link for seven more days; the one before works no longer. Not within ten minutes of that one."""
    found = _open(tx, invitation)
    if (wait := found.sent_at + AGAIN_MS - tx.now) > 0:
        raise TooMany(retry_after=ceil(wait / 1000))
    _check(tx, actor, found.site, found.role)
    token = secret()
    tx.run(CHANGE, invitation=found.id, token_hash=hashed(token), sent_at=tx.now, expires_at=tx.now + LASTS)
    tell(tx, found.site, actor.member, "member.invited_again", found.id, role=found.role.value)
    return token, invitation_of(tx.one(BY_ID, id=found.id) or {})


def revoke(tx: Transaction, actor: Actor, invitation: str) -> None:
    """Let an invitation work no more; one that was accepted or revoked is not there any more."""
    found = _open(tx, invitation)
    _check_role(tx, actor, found.site, found.role)
    if not tx.run(END, invitation=found.id, present=OPEN, state=REVOKED, ended_at=tx.now):
        raise NotFound  # somebody was quicker
    tell(tx, found.site, actor.member, "member.uninvited", found.id)


def by_token(reader: Reader, token: str) -> Invitation | None:
    """The invitation that a link's token belongs to, whatever has become of it, or None."""
    row = reader.one(BY_HASH, hash=hashed(token))
    return invitation_of(row) if row else None


def find(reader: Reader, invitation: str) -> Invitation | None:
    """The invitation of this id, whatever has become of it, or None."""
    row = reader.one(BY_ID, id=invitation)
    return invitation_of(row) if row else None


def site_of(reader: Reader, invitation: str) -> str | None:
    """The site of an invitation, or None: a door asks it before it asks who may change it."""
    found = find(reader, invitation)
    return found.site if found else None


def waiting(reader: Reader, site: str, limit: int, cursor: str | None = None) -> Page[Invitation]:
    """The invitations that nobody has answered, the newest first; those that have expired among them."""
    asked = WAITING.limit(limit + 1)
    rows = reader.all(asked.where(invitations.c.id < cursor) if cursor else asked, site=site)
    return page([invitation_of(row) for row in rows], limit, lambda each: each.id)


def link(public_url: str, token: str) -> str:
    """What is sent to whoever is invited; the secret stands behind the #, which no server and no log is sent."""
    return f"{public_url}/console/invitation#{token}"


def invitation_view(each: Invitation, now: int) -> dict[str, Any]:
    """An invitation as programs read one."""
    return {
        "id": each.id,
        "email": each.email,
        "role": each.role.value,
        "state": each.state_at(now),
        "invited_by": {"id": each.invited_by, "name": each.inviter},
        "created_at": written(each.created_at),
        "expires_at": written(each.expires_at),
    }


def tell(tx: Transaction, site: str, member: str, act: str, thing: str, **data: str) -> None:
    """Write down what became of an invitation, and let the open pages of the team read it afresh."""
    journal.record(tx, site, member, act, thing, **data)
    tx.after_commit(News(site, "member", thing))


def invitation_of(row: Row) -> Invitation:
    """Turn a stored row into an invitation."""
    return Invitation(
        id=row["id"],
        site=row["site"],
        email=row["email"],
        role=Role(row["role"]),
        invited_by=row["invited_by"],
        inviter=row["inviter"] or "",
        created_at=row["created_at"],
        sent_at=row["sent_at"],
        expires_at=row["expires_at"],
        state=row["state"],
    )


def _check(tx: Transaction, actor: Actor, site: str, *roles: Role) -> None:
    _check_role(tx, actor, site, *roles)
    since = tx.now - HOUR
    at_site = journal.count(tx, [site], SENT, since)
    own = journal.count(tx, sorted(members.roles_of(tx, [actor.member])[actor.member]), SENT, since, actor.member)
    if at_site >= MOST_LINKS or own >= MOST_OF_MEMBER:
        raise TooMany(retry_after=HOUR // 1000)


def _check_role(tx: Transaction, actor: Actor, site: str, *roles: Role) -> None:
    """By what whoever asks was when they came in, which a token may narrow, and by what they are now."""
    if not all(may_give(actor, role, site) and may_still_give(tx, actor.member, role, site) for role in roles):
        raise Forbidden("Nobody gives or takes a role above the own one.")


def _open(tx: Transaction, invitation: str) -> Invitation:
    row = tx.one(BY_ID, id=invitation)
    if row is None or row["state"] != OPEN:
        raise NotFound
    return invitation_of(row)
