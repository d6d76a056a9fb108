"""Sessions of the console: opaque tokens, kept hashed, that end by log-out, by age, by rest and by the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import bindparam, delete, insert, or_, select, update

from server.database import Reader, Row, Transaction, prepared
from server.sites.keys import hashed, secret
from server.sites.tables import sessions

DAY = 24 * 3600 * 1000
OLDEST = 30 * DAY
LONGEST_REST = 7 * DAY
HANDLE = 16
SEEN_EVERY = 5 * 60 * 1000  # a session's last use is written down no more often than this

Why = Literal["", "removed", "locked"]  # by the team: works nowhere here any more, or is let in nowhere

ADD = prepared(insert(sessions))
BY_HASH = prepared(select(sessions).where(sessions.c.token_hash == bindparam("hash")))
SEEN = prepared(update(sessions).where(sessions.c.token_hash == bindparam("hash")))
END = prepared(delete(sessions).where(sessions.c.token_hash == bindparam("hash")).returning(sessions.c.member))
SHUT = prepared(update(sessions).where(sessions.c.member == bindparam("member_id"), sessions.c.ended == ""))
END_ALL = prepared(
    delete(sessions).where(
        sessions.c.member == bindparam("member_id"),
        sessions.c.token_hash != bindparam("keep"),
        sessions.c.ended == "",
    )
)
OF_MEMBER = prepared(
    select(sessions)
    .where(sessions.c.member == bindparam("member"))
    .order_by(sessions.c.seen_at.desc(), sessions.c.token_hash)
)
OF_THESE = prepared(select(sessions).where(sessions.c.token_hash.in_(bindparam("hashes", expanding=True))))
END_ONE = prepared(delete(sessions).where(sessions.c.token_hash == bindparam("hash")))
END_OVER = prepared(
    delete(sessions).where(
        sessions.c.member == bindparam("member_id"),
        or_(sessions.c.expires_at <= bindparam("now"), sessions.c.seen_at <= bindparam("rested")),
    )
)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that is logged in; `csrf` stands in the forms it sends."""

    token_hash: str
    member: str
    csrf: str
    agent: str
    address: str
    created_at: int
    seen_at: int
    expires_at: int
    ended: Why = ""

    def is_over(self, now: int) -> bool:
        """Whether the team has ended it, or it has become too old or has rested too long."""
        return bool(self.ended) or now >= self.expires_at or now - self.seen_at >= LONGEST_REST

    def is_due(self, now: int) -> bool:
        """Whether its last use should be written down."""
        return now - self.seen_at >= SEEN_EVERY

    @property
    def handle(self) -> str:
        """What it goes by among its member's sessions; it opens nothing."""
        return self.token_hash[:HANDLE]


def open_session(tx: Transaction, member: str, agent: str = "", address: str = "") -> tuple[str, Session]:
    """Log a member in under a new token, and sweep away what is over; the token itself is kept nowhere."""
    tx.run(END_OVER, member_id=member, now=tx.now, rested=tx.now - LONGEST_REST)
    token = secret()
    row = {
        "token_hash": hashed(token),
        "member": member,
        "csrf": secret(),
        "agent": agent[:300],
        "address": address,
        "created_at": tx.now,
        "seen_at": tx.now,
        "expires_at": tx.now + OLDEST,
    }
    tx.run(ADD, **row)
    return token, _session(row)


def read(reader: Reader, token: str, now: int) -> Session | None:
    """The session of this token, or None where there is none or it is over."""
    row = reader.one(BY_HASH, hash=hashed(token))
    if row is None or (session := _session(row)).is_over(now):
        return None
    return session


def why_ended(reader: Reader, token: str) -> Why:
    """Why the team has ended the session of this token; empty where it lives, is unknown, or ended in another way."""
    return shut_ones(reader, [hashed(token)]).get(hashed(token), "")


def seen(tx: Transaction, session: Session) -> None:
    """Write down that the session was used just now."""
    tx.run(SEEN, hash=session.token_hash, seen_at=tx.now)


def end(tx: Transaction, token: str) -> str | None:
    """End one session; gives back whose it was, so that open sockets can be closed."""
    member = tx.value(END, hash=hashed(token))
    return None if member is None else str(member)


def of_member(reader: Reader, member: str, now: int) -> list[Session]:
    """A member's sessions that are not over, the one used last first."""
    found = [_session(row) for row in reader.all(OF_MEMBER, member=member)]
    return [each for each in found if not each.is_over(now)]


def shut_ones(reader: Reader, token_hashes: Sequence[str]) -> dict[str, Why]:
    """Why the team has ended those of these sessions that it has, by their hashes."""
    found = [_session(row) for row in reader.all(OF_THESE, hashes=list(token_hashes))] if token_hashes else []
    return {each.token_hash: each.ended for each in found if each.ended}


def living(reader: Reader, token_hashes: Sequence[str], now: int) -> dict[str, Session]:
    """Those of these sessions that are not over, by their hashes; reading them does not keep them alive."""
    found = [_session(row) for row in reader.all(OF_THESE, hashes=list(token_hashes))] if token_hashes else []
    return {each.token_hash: each for each in found if not each.is_over(now)}


def end_one(tx: Transaction, member: str, handle: str) -> bool:
    """End the member's session that goes by this handle; says whether there was one."""
    found = next((each for each in of_member(tx, member, tx.now) if each.handle == handle), None)
    return found is not None and tx.run(END_ONE, hash=found.token_hash) > 0


def end_all(tx: Transaction, member: str, *, keep: str | None = None) -> int:
    """End every session of a member but the one with the hash `keep`; gives back how many."""
    return tx.run(END_ALL, member_id=member, keep=keep or "")


def shut(tx: Transaction, member: str, why: Why) -> int:
    """End every session of a member, and keep why, so that whoever comes with one is told; gives back how many."""
    return tx.run(SHUT, member_id=member, ended=why)


def _session(row: Row) -> Session:
    return Session(**row)
