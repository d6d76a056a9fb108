"""The people who work at sites: who they are, how they prove it, and what they may do where."""

from collections.abc import Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import bindparam, insert, select, update

from server.database import Reader, Row, Transaction, prepared
from server.errors import AlreadyExists, Invalid
from server.sites import sessions, tokens
from server.sites.policy import Actor, Role
from server.sites.tables import members, memberships

LONGEST_EMAIL = 254

ADD = prepared(insert(members))
ADD_MEMBERSHIP = prepared(insert(memberships))
BY_EMAIL = prepared(select(members).where(members.c.email == bindparam("email")))
BY_ID = prepared(select(members).where(members.c.id == bindparam("id")))
ROLES = prepared(select(memberships.c.site, memberships.c.role).where(memberships.c.member == bindparam("member")))
ROLES_OF = prepared(
    select(members.c.id, memberships.c.site, memberships.c.role)
    .select_from(members.outerjoin(memberships, memberships.c.member == members.c.id))
    .where(members.c.id.in_(bindparam("ids", expanding=True)), members.c.disabled.is_(False))
)
OF_SITE = prepared(
    select(members, memberships.c.role)
    .join(memberships, memberships.c.member == members.c.id)
    .where(memberships.c.site == bindparam("site"))
    .order_by(members.c.name, members.c.id)
)
CHANGE = prepared(update(members).where(members.c.id == bindparam("member_id")))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works with Frontdesk; the password's hash never leaves `kept_hash`.

    `language` empty: whatever the browser says; `picture` empty: there is none.
    """

    id: str
    email: str
    name: str
    language: str
    disabled: bool
    sample: bool
    created_at: int
    picture: str = ""


def normal_email(value: str, field: str = "email") -> str:
    """An e-mail address in the one form in which it is kept and compared, or a refusal that names the field."""
    try:
        if len(value) > LONGEST_EMAIL:  # whoever is not logged in may send 64 KiB of it, which takes seconds to read
            raise EmailNotValidError
        # A team may try us out, or live, on names that the world does not know: `anna@shop.test`, `anna@mail`.
        found = validate_email(value, check_deliverability=False, globally_deliverable=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid(errors={field: "an e-mail address like anna@shop.example"}) from error
    return found.normalized.lower()


def create(
    tx: Transaction, *, email: str, name: str, password_hash: str, language: str = "", sample: bool = False
) -> Member:
    """Make a member; the e-mail (in its normal form) belongs to nobody else."""
    if tx.one(BY_EMAIL, email=email):
        raise AlreadyExists(errors={"email": "belongs to somebody already"})
    row = {
        "id": tx.new_id(),
        "email": email,
        "name": name,
        "language": language,
        "picture": "",
        "disabled": False,
        "sample": sample,
        "created_at": tx.now,
    }
    tx.run(ADD, **row, password_hash=password_hash)
    return _member(row)


def join(tx: Transaction, site: str, member: str, role: Role) -> None:
    """Let a member work at a site in this role."""
    tx.run(ADD_MEMBERSHIP, member=member, site=site, role=role, created_at=tx.now)


def by_email(reader: Reader, email: str) -> Member | None:
    """The member with this e-mail (in its normal form), or None."""
    row = reader.one(BY_EMAIL, email=email)
    return _member(row) if row else None


def find(reader: Reader, member: str) -> Member | None:
    """The member of this id, or None."""
    row = reader.one(BY_ID, id=member)
    return _member(row) if row else None


def kept_hash(reader: Reader, email: str) -> tuple[Member, str] | None:
    """The member with this e-mail and the hash of the password; None for nobody and for somebody disabled."""
    row = reader.one(BY_EMAIL, email=email)
    return (_member(row), row["password_hash"]) if row and not row["disabled"] else None


def actor(reader: Reader, member: str) -> Actor | None:
    """The member as somebody who asks, with the roles of this moment; None for nobody and for somebody disabled."""
    found = find(reader, member)
    if found is None or found.disabled:
        return None
    roles = {row["site"]: Role(row["role"]) for row in reader.all(ROLES, member=member)}
    return Actor(found.id, found.name, found.email, found.language, roles)


def roles_of(reader: Reader, ids: Sequence[str]) -> dict[str, dict[str, Role]]:
    """The roles of several members at once, by member and site; nobody disabled is among them."""
    found: dict[str, dict[str, Role]] = {}
    for row in reader.all(ROLES_OF, ids=list(ids)) if ids else ():
        roles = found.setdefault(row["id"], {})
        if row["site"] is not None:
            roles[row["site"]] = Role(row["role"])
    return found


def of_site(reader: Reader, site: str) -> list[tuple[Member, Role]]:
    """Everybody who works at a site, by name."""
    return [(_member(row), Role(row["role"])) for row in reader.all(OF_SITE, site=site)]


def change_profile(tx: Transaction, member: str, name: str, language: str, picture: str) -> None:
    """What a member is called, in which language (empty: as the browser says), and the address of a picture."""
    tx.run(CHANGE, member_id=member, name=name, language=language, picture=picture)


def renew_hash(tx: Transaction, member: str, password_hash: str) -> None:
    """Keep a hash of the same password that was made with today's parameters."""
    tx.run(CHANGE, member_id=member, password_hash=password_hash)


def set_password(tx: Transaction, member: str, password_hash: str, *, keep_session: str | None = None) -> None:
    """Give a member another password; every session ends but the one with the hash `keep_session`."""
    tx.run(CHANGE, member_id=member, password_hash=password_hash)
    sessions.end_all(tx, member, keep=keep_session)


def disable(tx: Transaction, member: str) -> None:
    """Let a member in no more; every session ends, and API tokens are revoked for good."""
    tx.run(CHANGE, member_id=member, disabled=True)
    sessions.shut(tx, member, "locked")
    tokens.revoke_all(tx, member)


def enable(tx: Transaction, member: str) -> None:
    """Let a member in again, after a new log-in; tokens are made anew."""
    tx.run(CHANGE, member_id=member, disabled=False)


def _member(row: Row) -> Member:
    return Member(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        language=row["language"],
        disabled=bool(row["disabled"]),
        sample=bool(row["sample"]),
        created_at=row["created_at"],
        picture=row["picture"],
    )
