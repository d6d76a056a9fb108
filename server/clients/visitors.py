"""Browsers that have interacted: known by a hash of their token, with the pages they saw."""

from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Boolean, String, and_, bindparam, case, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.clients import timeline
from server.clients.sources import Source, page_address, read_source
from server.clients.stored import json_text, json_value
from server.clients.tables import visitors, visits
from server.database import Reader, Transaction, prepared
from server.hub.visitor_frames import Page
from server.widget import one_line

_SOURCES = ("first_source", "last_source")
JOINED = 50  # so many of the latest visits join a person's timeline

_found = bindparam("found", type_=String)
_direct = bindparam("direct", type_=Boolean)
_new = upsert(visitors)
_is_verified = visitors.c.verified_as != ""
SEE = prepared(
    _new.on_conflict_do_update(
        index_elements=["site", "token_hash"],
        set_={
            "seen_at": _new.excluded.seen_at,
            "last_source": case((_direct, visitors.c.last_source), else_=_new.excluded.last_source),
            "client": case(
                (_is_verified, visitors.c.client),
                else_=func.coalesce(_found, visitors.c.client, _new.excluded.client),
            ),
            "own": case(
                (_is_verified, visitors.c.own),
                (_found.is_not(None), and_(visitors.c.own, visitors.c.client == _found)),
                (visitors.c.client.is_(None), _new.excluded.own),
                else_=visitors.c.own,
            ),
        },
    ).returning(
        *(visitors.c[name] for name in ("id", "client", "verified_as", "own", "first_source", "last_source")),
    )
)
BIND = prepared(
    update(visitors)
    .where(visitors.c.id == bindparam("visitor"))
    .values(client=bindparam("person"), verified_as=bindparam("user"), own=False)
)
FIND = prepared(
    select(visitors.c.id).where(visitors.c.site == bindparam("site"), visitors.c.token_hash == bindparam("hashed"))
)
ADD_VISIT = prepared(insert(visits))
_latest = (
    select(visits.c.id)
    .where(visits.c.visitor == bindparam("of"), visits.c.client.is_(None))
    .order_by(visits.c.id.desc())
    .limit(JOINED)
)
JOIN = prepared(
    update(visits)
    .where(visits.c.id.in_(_latest))
    .values(client=bindparam("person"))
    .returning(visits.c.id, visits.c.url, visits.c.title, visits.c.referrer, visits.c.at)
)


class Visitor(NamedTuple):
    """One browser: its public id, the person its leads landed on, and how it came first and last.

    `verified_as` is the site's own id of who is logged in, where the site's server has signed it: such a browser stays
    with its person whatever it says. `own`: the person was made for this browser, and nobody was there before.
    """

    id: str
    client: str | None
    verified_as: str
    own: bool
    is_new: bool
    first_source: dict[str, str]
    last_source: dict[str, str]


def token_hash(token: str) -> str:
    """What is kept of a visitor's token: enough to know it again, useless to whoever reads it."""
    return sha256(token.encode()).hexdigest()


def see(
    tx: Transaction, site: str, hashed: str, source: Source, found: str | None = None, otherwise: str | None = None
) -> Visitor:
    """Find or make the visitor; its person becomes `found`, else stays, else becomes `otherwise`.

    Of a browser that is verified as somebody the person stays.
    """
    new, written = tx.new_id(), json_text(source.known)
    row = tx.one(
        SEE,
        id=new,
        site=site,
        token_hash=hashed,
        client=found or otherwise,
        own=found is None and otherwise is not None,
        first_source=written,
        last_source=written,
        created_at=tx.now,
        seen_at=tx.now,
        found=found,
        direct=source.is_direct,
    )
    assert row is not None  # noqa: S101  either inserted or updated
    first, last = (source.known if row[name] == written else json_value(row[name]) for name in _SOURCES)
    return Visitor(row["id"], row["client"], row["verified_as"], bool(row["own"]), row["id"] == new, first, last)


def bind(tx: Transaction, visitor: str, client: str, user: str) -> None:
    """From now on this browser is the person's, verified as this user of the site's."""
    tx.run(BIND, visitor=visitor, person=client, user=user)


def find(reader: Reader, site: str, hashed: str) -> str:
    """The public id of a visitor who is known already; empty for anybody else, of whom nothing is kept by asking."""
    return str(reader.value(FIND, site=site, hashed=hashed) or "")


def visit(tx: Transaction, site: str, hashed: str, page: Page) -> str:
    """Keep that this visitor is on a page, on their timeline too where they are known; gives back the public id."""
    visitor = see(tx, site, hashed, read_source(page.url, page.referrer))
    seen = {"url": page_address(page.url), "title": one_line(page.title), "referrer": page_address(page.referrer)}
    visit_id = tx.new_id()
    tx.run(ADD_VISIT, id=visit_id, site=site, visitor=visitor.id, client=visitor.client, at=tx.now, **seen)
    if visitor.client:
        timeline.add(tx, site, visitor.client, "visit", visit_id, seen)
    return visitor.id


def join(tx: Transaction, visitor: str, client: str) -> list[timeline.Entry]:
    """Give a visitor's pages of the time before they were known to the person; oldest first, at most 50."""
    rows = sorted(tx.all(JOIN, of=visitor, person=client), key=lambda row: str(row["id"]))
    return [
        timeline.Entry("visit", row["id"], {name: row[name] for name in ("url", "title", "referrer")}, row["at"])
        for row in rows
    ]
