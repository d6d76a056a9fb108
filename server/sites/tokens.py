"""API tokens: a program acts as the member whose token it sends, held to what the token was given."""

import json
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, delete, insert, or_, select, update

from server.database import Reader, Row, Transaction, now_ms, prepared
from server.database.paging import Page, page
from server.errors import Invalid, NotFound
from server.sites.keys import hashed, secret
from server.sites.policy import Actor
from server.sites.scopes import EVERYTHING, Grant, Scope
from server.sites.tables import api_tokens

PREFIX = "fd_"
USED_EVERY = 60 * 1000  # a token's last use is written down no more often than this
MOST = 100  # of one member
UNDO_MS = 10 * 60 * 1000  # how long what was revoked can be let work again

ADD = prepared(insert(api_tokens))
BY_HASH = prepared(select(api_tokens).where(api_tokens.c.token_hash == bindparam("hash")))
USED = prepared(update(api_tokens).where(api_tokens.c.id == bindparam("token_id")))
OF_MEMBER = (
    select(api_tokens)
    .where(
        api_tokens.c.member == bindparam("member"),
        or_(api_tokens.c.revoked_at.is_(None), api_tokens.c.revoked_at > bindparam("revoked_since")),
    )
    .order_by(api_tokens.c.id.desc())
)
REVOKE = update(api_tokens).where(
    api_tokens.c.member == bindparam("member_id"),
    api_tokens.c.id.in_(bindparam("token_ids", expanding=True)),
    api_tokens.c.revoked_at.is_(None),
)
TOUCH = prepared(
    update(api_tokens)
    .where(
        api_tokens.c.id == bindparam("token_id"),
        api_tokens.c.revoked_at.is_(None),
        or_(api_tokens.c.expires_at.is_(None), api_tokens.c.expires_at > bindparam("now")),
    )
    .values(revoked_at=None)
)
RESTORE = prepared(
    update(api_tokens)
    .where(api_tokens.c.member == bindparam("member_id"), api_tokens.c.revoked_at == bindparam("at"))
    .values(revoked_at=None)
)
REMOVE_ALL = prepared(delete(api_tokens).where(api_tokens.c.member == bindparam("member_id")))
SWEEP = prepared(
    delete(api_tokens).where(api_tokens.c.member == bindparam("member_id"), api_tokens.c.revoked_at <= bindparam("old"))
)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is known of a token once it was shown."""

    id: str
    member: str
    name: str
    grant: Grant
    created_at: int
    made_by: str | None
    used_at: int | None
    used_from: str
    revoked_at: int | None

    def works(self, now: int) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and not self.grant.is_over(now)

    def is_due(self, now: int) -> bool:
        """Whether its last use should be written down."""
        return self.used_at is None or now - self.used_at >= USED_EVERY

    def hold(self, actor: Actor) -> Actor:
        """The member as a program with this token: no further than it was given, and only at its sites."""
        only = self.grant.only_sites
        roles = {site: role for site, role in actor.roles.items() if only is None or site in only}
        return replace(actor, roles=roles, grant=self.grant, token=self.id)


def create(
    tx: Transaction, member: str, name: str, grant: Grant = EVERYTHING, *, made_by: str | None = None
) -> tuple[str, ApiToken]:
    """Make a token for a member; its text is given back once and kept nowhere.

    `made_by` is the token that asked for it: it is revoked together with that one.
    """
    if len(of_member(tx, member, tx.now)) >= MOST:
        raise Invalid(errors={"name": f"at most {MOST} tokens: revoke one first"})
    tx.run(SWEEP, member_id=member, old=tx.now - UNDO_MS)
    token = secret(PREFIX)
    row = {
        "id": tx.new_id(),
        "member": member,
        "name": name,
        "scopes": json.dumps(sorted(grant.scopes)),
        "only_sites": None if grant.only_sites is None else json.dumps(sorted(grant.only_sites)),
        "expires_at": grant.expires_at,
        "created_at": tx.now,
        "made_by": made_by,
        "used_at": None,
        "used_from": "",
        "revoked_at": None,
    }
    tx.run(ADD, **row, token_hash=hashed(token))
    return token, _token(row)


def read(reader: Reader, token: str, now: int) -> ApiToken | None:
    """What is known of this token, or None where there is none or it works no more."""
    row = reader.one(BY_HASH, hash=hashed(token)) if token.startswith(PREFIX) else None
    found = _token(row) if row else None
    return found if found and found.works(now) else None


def find(reader: Reader, member: str, token: str) -> ApiToken:
    """One of a member's tokens by its id, or `NotFound`."""
    found = next((each for each in of_member(reader, member, now_ms()) if each.id == token), None)
    if found is None:
        raise NotFound
    return found


def used(tx: Transaction, token: ApiToken, network: str) -> None:
    """Write down that the token was used just now, and from where."""
    tx.run(USED, token_id=token.id, used_at=tx.now, used_from=network)


def of_member(reader: Reader, member: str, now: int) -> list[ApiToken]:
    """A member's tokens, newest first; among them those that were revoked so lately that it can be undone."""
    return [_token(row) for row in reader.all(OF_MEMBER, member=member, revoked_since=now - UNDO_MS)]


def page_of_member(reader: Reader, member: str, now: int, limit: int, cursor: str | None = None) -> Page[ApiToken]:
    """Those that are not revoked, a page at a time."""
    asked = OF_MEMBER.where(api_tokens.c.revoked_at.is_(None)).limit(limit + 1)
    rows = reader.all(
        asked.where(api_tokens.c.id < cursor) if cursor else asked, member=member, revoked_since=now - UNDO_MS
    )
    return page([_token(row) for row in rows], limit, lambda token: token.id)


def revoke(tx: Transaction, member: str, token: str) -> int:
    """Let a member's token work no more, with every token that was made with it; gives back how many that were."""
    going = with_descendants(tx, member, token)
    return tx.run(REVOKE, member_id=member, token_ids=sorted(going), revoked_at=tx.now)


def with_descendants(tx: Transaction, member: str, token: str) -> set[str]:
    """The ids of a token and of all that were made with it, however far down."""
    mine = of_member(tx, member, tx.now)
    found = {token}
    while more := {each.id for each in mine if each.made_by in found} - found:
        found |= more
    return found


def still_works(tx: Transaction, token: str) -> bool:
    """Whether a token works at this moment; whoever revokes it at the same time comes before or after this unit.

    It writes the row, so that neither passes by the other: a child is not made behind the back of a revocation.
    """
    return bool(tx.run(TOUCH, token_id=token, now=tx.now))


def revoke_all(tx: Transaction, member: str) -> int:
    """Let none of a member's tokens work any more, for good; gives back how many did."""
    return tx.run(REMOVE_ALL, member_id=member)


def restore(tx: Transaction, member: str, token: str) -> int:
    """Undo a revocation of the last minutes; `NotFound` where it is too late or nothing was revoked."""
    found = find(tx, member, token)
    if found.revoked_at is None:
        raise NotFound
    return tx.run(RESTORE, member_id=member, at=found.revoked_at)


def _token(row: Row) -> ApiToken:
    only = row["only_sites"]
    grant = Grant(
        scopes=frozenset(Scope(each) for each in json.loads(row["scopes"])),
        only_sites=None if only is None else frozenset(json.loads(only)),
        expires_at=row["expires_at"],
    )
    return ApiToken(
        id=row["id"],
        member=row["member"],
        name=row["name"],
        grant=grant,
        created_at=row["created_at"],
        made_by=row["made_by"],
        used_at=row["used_at"],
        used_from=row["used_from"],
        revoked_at=row["revoked_at"],
    )
