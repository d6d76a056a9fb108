"""A site's departments: names that visitors read, and who of the team works in each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlalchemy import bindparam, delete, func, insert, select, update

from server.database import News, Reader, Transaction, prepared
from server.errors import Invalid, NotFound
from server.routing.duty import DUTY
from server.routing.tables import department_members, departments
from server.sites.tables import members, memberships
from server.widget import Model, Name

MOST = 50  # of one site
MOST_MEMBERS = 200

OF_SITE = prepared(
    select(departments).where(departments.c.site == bindparam("at")).order_by(departments.c.name, departments.c.id)
)
ONE = prepared(select(departments).where(departments.c.id == bindparam("of"), departments.c.site == bindparam("at")))
SITE = prepared(select(departments.c.site).where(departments.c.id == bindparam("of")))
COUNT = prepared(select(func.count()).select_from(departments).where(departments.c.site == bindparam("at")))
# Whoever works at the site no more works in none of its departments, though the row may still be there.
WHO = prepared(
    select(department_members.c.department, department_members.c.member)
    .join(departments, departments.c.id == department_members.c.department)
    .join(members, members.c.id == department_members.c.member)
    .join(
        memberships,
        (memberships.c.member == department_members.c.member) & (memberships.c.site == departments.c.site),
    )
    .where(departments.c.site == bindparam("at"), members.c.disabled.is_(False))
    .order_by(members.c.name, members.c.id)
)
TEAM = prepared(select(memberships.c.member).where(memberships.c.site == bindparam("at")))
ADD = prepared(insert(departments))
RENAME = prepared(update(departments).where(departments.c.id == bindparam("of")))
REMOVE = prepared(delete(departments).where(departments.c.id == bindparam("of"), departments.c.site == bindparam("at")))
ADD_MEMBER = prepared(insert(department_members))
EMPTY = prepared(delete(department_members).where(department_members.c.department == bindparam("of")))


class DepartmentInput(Model):
    """A department's name, and the ids of those who work in it."""

    name: Annotated[Name, Field(min_length=1, max_length=60)]
    members: Annotated[tuple[str, ...], Field(max_length=MOST_MEMBERS)] = ()


@dataclass(frozen=True, slots=True)
class Department:
    """One department; `members` are ids, by the members' names."""

    id: str
    site: str
    name: str
    members: tuple[str, ...]


def of_site(reader: Reader, site: str) -> list[Department]:
    """A site's departments by name."""
    who = people(reader, site)
    rows = reader.all(OF_SITE, at=site)
    return [Department(row["id"], site, row["name"], tuple(who.get(row["id"], ()))) for row in rows]


def people(reader: Reader, site: str) -> Mapping[str, list[str]]:
    """Who works in each of a site's departments; those with nobody are not among them."""
    found: dict[str, list[str]] = {}
    for row in reader.all(WHO, at=site):
        found.setdefault(row["department"], []).append(row["member"])
    return found


def find(reader: Reader, site: str, department: str) -> Department:
    """One of this site's departments; anybody else's is `not_found`."""
    found = next((each for each in of_site(reader, site) if each.id == department), None)
    if found is None:
        raise NotFound
    return found


def site_of(reader: Reader, department: str) -> str | None:
    """The site of a department, or None: a door asks it before it asks who may read it."""
    found: str | None = reader.value(SITE, of=department)
    return found


def create(tx: Transaction, site: str, wanted: DepartmentInput) -> Department:
    """Add a department; a name that is there already, or a member who does not work here, is refused."""
    if int(tx.value(COUNT, at=site)) >= MOST:
        raise Invalid(errors={"name": f"a site has at most {MOST} departments"}, reasons={"name": "too_many"})
    _check(tx, site, wanted, "")
    department = tx.new_id()
    tx.run(ADD, id=department, site=site, name=wanted.name, created_at=tx.now)
    _fill(tx, site, department, wanted.members)
    return find(tx, site, department)


def change(tx: Transaction, site: str, department: str, wanted: DepartmentInput) -> Department:
    """Another name, other people."""
    find(tx, site, department)
    _check(tx, site, wanted, department)
    tx.run(RENAME, of=department, name=wanted.name)
    tx.run(EMPTY, of=department)
    _fill(tx, site, department, wanted.members)
    return find(tx, site, department)


def remove(tx: Transaction, site: str, department: str) -> None:
    """Have it no more; what waits for it waits for anybody."""
    if not tx.run(REMOVE, of=department, at=site):
        raise NotFound
    tx.run(EMPTY, of=department)
    tx.after_commit(News(site, DUTY, department))


def _check(reader: Reader, site: str, wanted: DepartmentInput, own: str) -> None:
    taken = {row["name"].casefold() for row in reader.all(OF_SITE, at=site) if row["id"] != own}
    if wanted.name.casefold() in taken:
        raise Invalid(errors={"name": "another department has this name"}, reasons={"name": "taken"})
    if not set(wanted.members) <= {row["member"] for row in reader.all(TEAM, at=site)}:
        raise Invalid(errors={"members": "people who work at this site"}, reasons={"members": "unknown"})


def _fill(tx: Transaction, site: str, department: str, who: Collection[str]) -> None:
    for member in sorted(set(who)):
        tx.run(ADD_MEMBER, department=department, member=member)
    tx.after_commit(News(site, DUTY, department))
