"""Sites: made, found and changed; each change of what visitors are given moves the site's version on."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import bindparam, insert, select, update

from server.audit import journal
from server.database import News, Reader, Row, Transaction, prepared
from server.database.paging import Page, page
from server.errors import Invalid, NotFound
from server.sites import members
from server.sites.instants import written
from server.sites.keys import secret as random_secret
from server.sites.keys import site_key
from server.sites.policy import Actor, Role
from server.sites.settings import Goals, Looks, Manners, NewSite, SiteChange
from server.sites.tables import memberships, sites
from server.widget import Model

MODELS: dict[str, type[Model]] = {"looks": Looks, "manners": Manners, "goals": Goals}
SECRETS = ("identity_secret", "old_identity_secret", "old_identity_until")
COLUMNS = [column for column in sites.c if column.name not in SECRETS]
BY_ID = prepared(select(*COLUMNS).where(sites.c.id == bindparam("id")))
SECRET = prepared(select(sites.c.identity_secret).where(sites.c.id == bindparam("id")))
ADD = prepared(insert(sites))
MOVE_ON = prepared(
    update(sites)
    .where(sites.c.id == bindparam("site_id"))
    .values(version=sites.c.version + 1)
    .returning(sites.c.version)
)
OF_MEMBER = (
    select(*COLUMNS, memberships.c.role)
    .join(memberships, memberships.c.site == sites.c.id)
    .where(memberships.c.member == bindparam("member"))
    .order_by(sites.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class Site:
    """One site as its owner has set it; its identity secret is read on its own."""

    id: str
    key: str
    name: str
    origins: tuple[str, ...]
    time_zone: str
    country: str | None
    languages: tuple[str, ...]
    memory: str
    addresses: str
    looks: Looks
    version: int
    sample: bool
    created_at: int
    manners: Manners = field(default_factory=Manners)
    goals: Goals = field(default_factory=Goals)

    def check_page(self, page: str) -> None:
        """Refuse the whole address of a page that is none of the site's, with the origins that are."""
        parts = urlsplit(page)
        if not self.allows(f"{parts.scheme}://{parts.netloc}"):
            raise Invalid(errors={"page": f"a page of {', '.join(self.origins)}"}, reasons={"page": "another_site"})

    def allows(self, origin: str | None) -> bool:
        """Whether a page of this origin may use the site, compared letter by letter as browsers send it."""
        return origin in self.origins


def create(tx: Transaction, new: NewSite, owner: str, *, sample: bool = False) -> Site:
    """Make a site; the member `owner` owns it."""
    row = {
        "id": tx.new_id(),
        "key": site_key(),
        **_columns(new.model_dump()),
        "version": 1,
        "sample": sample,
        "created_at": tx.now,
    }
    tx.run(ADD, **row, identity_secret=random_secret())
    members.join(tx, row["id"], owner, Role.OWNER)
    journal.record(tx, row["id"], owner, "site.created", row["id"])
    tx.after_commit(News(row["id"], "site", row["id"]))
    return site_of(row)


def find(reader: Reader, site: str) -> Site | None:
    """The site of this id, or None."""
    row = reader.one(BY_ID, id=site)
    return site_of(row) if row else None


def change(tx: Transaction, site: str, wanted: SiteChange, member: str | None = None) -> Site:
    """Replace the named fields and tell open pages; a change that changes nothing tells nobody and no journal."""
    present = find(tx, site)
    if present is None:
        raise NotFound
    values = {name: value for name, value in wanted.named().items() if value != getattr(present, name)}
    if not values:
        return present
    row = tx.one(
        update(sites)
        .where(sites.c.id == site)
        .values(**_columns(values), version=sites.c.version + 1)
        .returning(*COLUMNS)
    )
    if row is None:
        raise NotFound
    journal.record(tx, site, member, "site.changed", site, fields=sorted(values))
    tx.after_commit(News(site, "site", site))
    return site_of(row)


def move_on(tx: Transaction, site: str) -> int:
    """Count a change of what visitors are given and tell open pages; gives back the site's new version."""
    version = tx.value(MOVE_ON, site_id=site)
    tx.after_commit(News(site, "site", site))
    return int(version)


def secret(reader: Reader, site: str) -> str:
    """The secret that the site's own server signs identities with."""
    found = reader.value(SECRET, id=site)
    if found is None:
        raise NotFound
    return str(found)


def show_secret(tx: Transaction, site: str, member: str) -> str:
    """The same for somebody who asks to see it, which the journal tells."""
    found = secret(tx, site)
    journal.record(tx, site, member, "secret.read", site)
    return found


def of_member(reader: Reader, member: str) -> list[tuple[Site, Role]]:
    """Every site this member works at, with the role there, newest first."""
    return [(site_of(row), Role(row["role"])) for row in reader.all(OF_MEMBER, member=member)]


def page_of_actor(reader: Reader, actor: Actor, limit: int, cursor: str | None = None) -> Page[Site]:
    """The sites where somebody asks from, a page at a time: those of the member that a program's token reaches."""
    asked = OF_MEMBER.where(sites.c.id.in_(sorted(actor.roles))).limit(limit + 1)
    rows = reader.all(asked.where(sites.c.id < cursor) if cursor else asked, member=actor.member)
    return page([site_of(row) for row in rows], limit, lambda site: site.id)


def snippet(site: Site, public_url: str) -> str:
    """The one line that is pasted into the site's pages."""
    return f'<script async src="{public_url}/s/{site.key}.js"></script>'


def site_view(site: Site, public_url: str) -> dict[str, Any]:
    """A site as programs read it."""
    return {
        "id": site.id,
        "key": site.key,
        "name": site.name,
        "origins": list(site.origins),
        "time_zone": site.time_zone,
        "country": site.country,
        "languages": list(site.languages),
        "memory": site.memory,
        "addresses": site.addresses,
        **{name: getattr(site, name).model_dump() for name in MODELS},
        "version": site.version,
        "sample": site.sample,
        "created_at": written(site.created_at),
        "snippet": snippet(site, public_url),
    }


def site_of(row: Row) -> Site:
    """Turn a stored row into a site."""
    values = {column.name: row[column.name] for column in COLUMNS}
    return Site(
        **values
        | {
            "origins": tuple(json.loads(row["origins"])),
            "languages": tuple(json.loads(row["languages"])),
            **{name: model.model_validate_json(row[name]) for name, model in MODELS.items()},
            "sample": bool(row["sample"]),
        }
    )


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """The values as columns hold them: lists and models as JSON."""
    return {name: _json(value) if isinstance(value, (tuple, dict, Model)) else value for name, value in values.items()}


def _json(value: tuple[str, ...] | dict[str, Any] | Model) -> str:
    return json.dumps(value.model_dump() if isinstance(value, Model) else value, ensure_ascii=False)
