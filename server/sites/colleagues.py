"""Everybody who works at a site, as colleagues see each other: role, last seen, how well the account is kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from server.database import Reader, Row, prepared
from server.database.paging import Page, page
from server.sites.instants import written
from server.sites.policy import Role
from server.sites.tables import members, memberships, sessions, two_factor

_seen = select(func.max(sessions.c.seen_at)).where(sessions.c.member == members.c.id).scalar_subquery()
_second_step = (
    select(func.count()).where(two_factor.c.member == members.c.id, two_factor.c.confirmed.is_(True)).scalar_subquery()
)
OF_SITE = (
    select(
        members.c.id,
        members.c.email,
        members.c.name,
        members.c.disabled,
        members.c.sample,
        memberships.c.role,
        memberships.c.created_at.label("since"),
        _seen.label("seen_at"),
        _second_step.label("second_step"),
    )
    .join(memberships, memberships.c.member == members.c.id)
    .where(memberships.c.site == bindparam("site"))
)
ONE = prepared(OF_SITE.where(memberships.c.member == bindparam("member")))
NEWEST = OF_SITE.order_by(memberships.c.member.desc())

MOST_SHOWN = 200  # of a team where it is shown whole; pages say that more work here, programs read them all


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at a site; `seen_at` is known only while there is a session."""

    id: str
    email: str
    name: str
    role: Role
    disabled: bool
    two_factor: bool
    sample: bool
    since: int
    seen_at: int | None


def of_site(reader: Reader, site: str, limit: int, cursor: str | None = None) -> Page[Colleague]:
    """A site's team, the newest members first."""
    asked = NEWEST.limit(limit + 1)
    rows = reader.all(asked.where(memberships.c.member < cursor) if cursor else asked, site=site)
    return page([_colleague(row) for row in rows], limit, lambda each: each.id)


def find(reader: Reader, site: str, member: str) -> Colleague | None:
    """One member of a site's team, or None."""
    row = reader.one(ONE, site=site, member=member)
    return _colleague(row) if row else None


def colleague_view(each: Colleague) -> dict[str, Any]:
    """A colleague as programs read one."""
    return {
        "id": each.id,
        "name": each.name,
        "email": each.email,
        "role": each.role.value,
        "disabled": each.disabled,
        "two_factor": each.two_factor,
        "since": written(each.since),
        "seen_at": None if each.seen_at is None else written(each.seen_at),
    }


def _colleague(row: Row) -> Colleague:
    return Colleague(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        role=Role(row["role"]),
        disabled=bool(row["disabled"]),
        two_factor=bool(row["second_step"]),
        sample=bool(row["sample"]),
        since=row["since"],
        seen_at=row["seen_at"],
    )
