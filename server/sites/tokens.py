"""API tokens: a program acts as the member whose token it sends."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, update

from server.database import Reader, Row, Transaction, prepared
from server.sites.keys import hashed, secret
from server.sites.tables import api_tokens

PREFIX = "fd_"
USED_EVERY = 60 * 1000  # a token's last use is written down no more often than this

ADD = prepared(insert(api_tokens))
BY_HASH = prepared(select(api_tokens).where(api_tokens.c.token_hash == bindparam("hash")))
OF_MEMBER = prepared(
    select(api_tokens).where(api_tokens.c.member == bindparam("member")).order_by(api_tokens.c.id.desc())
)
USED = prepared(update(api_tokens).where(api_tokens.c.id == bindparam("token_id")))
REVOKE = prepared(
    delete(api_tokens).where(api_tokens.c.id == bindparam("token_id"), api_tokens.c.member == bindparam("member_id"))
)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is known of a token once it was shown."""

    id: str
    member: str
    name: str
    created_at: int
    used_at: int | None

    def is_due(self, now: int) -> bool:
        """Whether its last use should be written down."""
        return self.used_at is None or now - self.used_at >= USED_EVERY


def create(tx: Transaction, member: str, name: str) -> tuple[str, ApiToken]:
    """Make a token for a member; its text is given back once and kept nowhere."""
    token = secret(PREFIX)
    row = {"id": tx.new_id(), "member": member, "name": name, "created_at": tx.now, "used_at": None}
    tx.run(ADD, **row, token_hash=hashed(token))
    return token, _token(row)


def read(reader: Reader, token: str) -> ApiToken | None:
    """What is known of this token, or None."""
    row = reader.one(BY_HASH, hash=hashed(token)) if token.startswith(PREFIX) else None
    return _token(row) if row else None


def used(tx: Transaction, token: ApiToken) -> None:
    """Write down that the token was used just now."""
    tx.run(USED, token_id=token.id, used_at=tx.now)


def of_member(reader: Reader, member: str) -> list[ApiToken]:
    """A member's tokens, newest first."""
    return [_token(row) for row in reader.all(OF_MEMBER, member=member)]


def revoke(tx: Transaction, member: str, token: str) -> bool:
    """Let a member's token of this id work no more; says whether there was one."""
    return tx.run(REVOKE, token_id=token, member_id=member) > 0


def _token(row: Row) -> ApiToken:
    return ApiToken(row["id"], row["member"], row["name"], row["created_at"], row["used_at"])
