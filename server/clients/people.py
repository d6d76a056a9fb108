"""Which person something belongs to: found by what identifies them, or made.

The strongest claim decides: a verified user id, then an e-mail, then a phone, then the card that this browser's
earlier leads landed on. What already belongs to somebody else stays there: a machine never merges two people.
"""

from typing import Any, NamedTuple

from sqlalchemy import Boolean, String, bindparam, case, insert, select, update

from server.clients import facts, timeline, visitors
from server.clients.sources import Source
from server.clients.stored import json_text
from server.clients.tables import clients, identities
from server.database import Transaction, prepared

KINDS = ("user", "email", "phone")  # the strongest first

KNOWN = prepared(
    select(identities.c.client)
    .where(
        identities.c.site == bindparam("site"),
        identities.c.kind == bindparam("kind"),
        identities.c.value == bindparam("value"),
    )
    .with_for_update(read=True, key_share=True)  # on PostgreSQL an erasure waits for us, or we for it
)
IDENTIFY = prepared(insert(identities))
ADD = prepared(insert(clients))
SEE = prepared(
    update(clients)
    .where(clients.c.id == bindparam("client"))
    .values(
        last_number=clients.c.last_number + bindparam("count"),
        seen_at=bindparam("moment"),
        stale=True,  # the words that they are found by are looked at again, behind the leads
        last_source=case(
            (bindparam("direct", type_=Boolean), clients.c.last_source),
            else_=bindparam("latest", type_=String),
        ),
        **{
            name: case((clients.c[name] == "", bindparam(f"given_{name}", type_=String)), else_=clients.c[name])
            for name in ("name", "phone", "email")
        },
    )
    .returning(clients.c.last_number)
)


class Claims(NamedTuple):
    """What somebody says of themselves, each in its normal form; `user` counts only when it was verified."""

    user: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""
    verified: bool = False

    def identities(self) -> dict[str, str]:
        """What can identify them, by its kind, the strongest first."""
        user = self.user if self.verified else ""
        return {kind: value for kind, value in zip(KINDS, (user, self.email, self.phone), strict=True) if value}


class Landing(NamedTuple):
    """The person something lands on, whether they are new, and the visitor who brought it, if any."""

    client: str
    is_new: bool
    visitor: visitors.Visitor | None
    first_source: dict[str, str]
    last_source: dict[str, str]


def find_or_create(
    tx: Transaction, site: str, claims: Claims, source: Source, visitor_hash: str | None = None, sample: bool = False
) -> str:
    """The person these claims belong to, with this browser's earlier visits on their timeline."""
    landing = land(tx, site, claims, source, visitor_hash)
    joined = history(tx, landing)
    last = keep(tx, site, landing, claims, source, len(joined), sample)
    timeline.write(tx, site, landing.client, last, joined)
    return landing.client


def land(tx: Transaction, site: str, claims: Claims, source: Source, visitor_hash: str | None = None) -> Landing:
    """Find the person, or choose the id of a new one; `keep` must follow in the same unit."""
    said = claims.identities()
    known = known_by(tx, site, said)
    found = next((known[kind] for kind in KINDS if kind in known), None)
    candidate = found or tx.new_id()
    visitor, client = None, candidate
    if visitor_hash:
        visitor = visitors.see(tx, site, visitor_hash, source, found, candidate)
        client = visitor.client or candidate
    identify(
        tx, site, client, {kind: value for kind, value in said.items() if kind not in known}, verified=claims.verified
    )
    first, last = (visitor.first_source, visitor.last_source) if visitor else (source.known, source.known)
    return Landing(client, not found and client == candidate, visitor, first, last)


def history(tx: Transaction, landing: Landing) -> list[timeline.Entry]:
    """The pages this browser saw before it was known, as entries of the person's timeline."""
    if landing.visitor is None or landing.visitor.is_new:
        return []
    return visitors.join(tx, landing.visitor.id, landing.client)


def keep(
    tx: Transaction, site: str, landing: Landing, claims: Claims, source: Source, entries: int, sample: bool
) -> int:
    """Write the person, who gets `entries` more on the timeline; gives back the number of the last of them.

    A claim fills what is empty on the card and overwrites nothing.
    """
    contact = {"name": claims.name, "phone": claims.phone, "email": claims.email}
    if landing.visitor and landing.visitor.verified_as:
        facts.tell(tx, landing.client, contact, f"user:{landing.visitor.verified_as}")
    if not landing.is_new:
        given = {f"given_{name}": value for name, value in contact.items()}
        latest, direct = json_text(landing.last_source), source.is_direct
        moved = {"count": entries, "moment": tx.now, "latest": latest, "direct": direct}
        return int(tx.value(SEE, client=landing.client, **moved, **given))
    row: dict[str, Any] = {"id": landing.client, "site": site, **contact, "sample": sample, "last_number": entries}
    row |= {"first_source": json_text(landing.first_source), "last_source": json_text(landing.last_source)}
    tx.run(ADD, **row, created_at=tx.now, seen_at=tx.now)
    return entries


def known_by(tx: Transaction, site: str, said: dict[str, str]) -> dict[str, str]:
    """Whom each of these identifies, by its kind; nobody where a kind is missing."""
    found = {kind: tx.value(KNOWN, site=site, kind=kind, value=value) for kind, value in said.items()}
    return {kind: client for kind, client in found.items() if client is not None}


def identify(tx: Transaction, site: str, client: str, new: dict[str, str], *, verified: bool) -> None:
    """Let these, which identify nobody yet, identify the person.

    A clash here means that another unit found the same person first: ours is then run again and finds them.
    """
    shared = {"site": site, "client": client, "verified": verified, "at": tx.now}
    tx.run_many(IDENTIFY, [shared | {"kind": kind, "value": value} for kind, value in new.items()])
