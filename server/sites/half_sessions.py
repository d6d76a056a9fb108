"""Between password and code: whoever gave the right password holds a token for five minutes, good for nothing else."""

from sqlalchemy import bindparam, delete, insert, select

from server.database import Reader, Transaction, prepared
from server.sites.keys import hashed, secret
from server.sites.tables import half_sessions

LONGEST = 5 * 60 * 1000
MOST_AGENT = 300

ADD = prepared(insert(half_sessions))
BY_HASH = prepared(select(half_sessions).where(half_sessions.c.token_hash == bindparam("hash")))
END = prepared(delete(half_sessions).where(half_sessions.c.token_hash == bindparam("hash")))
END_ALL = prepared(delete(half_sessions).where(half_sessions.c.member == bindparam("member_id")))
END_OVER = prepared(
    delete(half_sessions).where(
        half_sessions.c.member == bindparam("member_id"), half_sessions.c.expires_at <= bindparam("now")
    )
)


def begin(tx: Transaction, member: str, agent: str) -> str:
    """The right password was given in this browser: gives back the token with which the code is sent."""
    tx.run(END_OVER, member_id=member, now=tx.now)
    token = secret()
    tx.run(ADD, token_hash=hashed(token), member=member, agent=agent[:MOST_AGENT], expires_at=tx.now + LONGEST)
    return token


def read(reader: Reader, token: str, agent: str, now: int) -> str | None:
    """Whose it is, or None where it is over, unknown, or shown by another browser than the one it was given to."""
    row = reader.one(BY_HASH, hash=hashed(token))
    if row is None or row["expires_at"] <= now or row["agent"] != agent[:MOST_AGENT]:
        return None
    return str(row["member"])


def end(tx: Transaction, token: str) -> bool:
    """Use it up; says whether it was still there, so that of two at once one gets in."""
    return tx.run(END, hash=hashed(token)) > 0


def end_all(tx: Transaction, member: str) -> None:
    """Whoever is between password and code of this member begins anew."""
    tx.run(END_ALL, member_id=member)
