"""Users of the site's own: people whom its server has signed for, and what pages say of anybody without a signature."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select, true, update

from server.clients import facts, people, timeline, visitors
from server.clients.people import Claims, Landing
from server.clients.sources import Source
from server.clients.tables import clients, identities
from server.clients.visitors import Visitor
from server.database import News, Transaction, prepared

USER = "user"
CONTACTS = ("email", "phone")

ALONE = prepared(select(clients.c.id).where(clients.c.id == bindparam("client")).with_for_update())
IS_USER = prepared(
    select(identities.c.value).where(identities.c.client == bindparam("client"), identities.c.kind == USER).limit(1)
)
_this = (
    identities.c.site == bindparam("of"),
    identities.c.kind == bindparam("sort"),
    identities.c.value == bindparam("said"),
)
HELD = prepared(select(identities.c.client, identities.c.verified).where(*_this))
SIGN = prepared(update(identities).where(*_this).values(verified=true(), at=bindparam("moment")))
_theirs = identities.alias()
_is_users = exists(select(_theirs.c.value).where(_theirs.c.client == identities.c.client, _theirs.c.kind == USER))
TAKE_OVER = prepared(
    update(identities)
    .where(*_this, identities.c.verified.is_(False), _is_users)
    .values(client=bindparam("person"), verified=true(), at=bindparam("moment"))
)


class Known(NamedTuple):
    """Who this is: the visitor's public id, and what the verified user may read of themselves again.

    `changed`: this browser was verified as another user until now.
    """

    visitor: str | None
    known: Mapping[str, str]
    changed: bool = False


def identify(
    tx: Transaction,
    site: str,
    signed: Claims,
    told: Mapping[str, str],
    source: Source,
    hashed: str | None,
    sample: bool,
) -> Known:
    """Bind the browser to the person whom the site's server has signed for; safe to repeat.

    The person is found by the site's own id, else by a signed e-mail or phone of somebody who is no other user, else
    it is the card that was made for this very browser, else a new one. Two users never become one person. What a card
    says besides is for managers: only what was signed, or said by this user while verified, is told again.
    """
    visitor = visitors.see(tx, site, hashed, source) if hashed else None
    found = _find(tx, site, signed, visitor)
    client = found or tx.new_id()
    is_bound = visitor is None or (visitor.verified_as == signed.user and visitor.client == client)
    if visitor and not is_bound:
        visitors.bind(tx, visitor.id, client, signed.user)
    is_news = _sign(tx, site, client, signed) or found is None
    if found is None or not is_bound or is_news:
        _keep(tx, site, client, signed, told, source, visitor, is_new=found is None, sample=sample)
    is_news |= facts.vouch(tx, client, _contact(signed), f"{USER}:{signed.user}")
    is_news |= facts.set_page(tx, client, told)
    if is_news or not is_bound:
        tx.after_commit(News(site, "client", client))
    changed = visitor is not None and visitor.verified_as not in ("", signed.user)
    return Known(visitor.id if visitor else None, facts.of_user(tx, client), changed)


def tell(tx: Transaction, site: str, told: Mapping[str, str], source: Source, hashed: str, sample: bool) -> Known:
    """Keep what a page says of its visitor without a signature: on a card of this browser's own, and nowhere else.

    It finds nobody, identifies nobody and tells nothing again. A browser that left something which belongs to somebody
    else has no card of its own: nothing is kept.
    """
    visitor = visitors.see(tx, site, hashed, source, None, tx.new_id() if told else None)
    client = visitor.client
    if client and told and _is_own(tx, visitor):
        is_new = tx.one(ALONE, client=client) is None
        if is_new:
            claims = Claims(name=told.get("name", ""))
            _keep(tx, site, client, claims, {}, source, visitor, is_new=True, sample=sample)
        if facts.set_page(tx, client, told) or is_new:
            tx.after_commit(News(site, "client", client))
    return Known(visitor.id, {})


def _is_own(tx: Transaction, visitor: Visitor) -> bool:
    """Whether the card is this browser's: its verified user's, or made for it and become no user's since."""
    return bool(visitor.verified_as) or (visitor.own and tx.value(IS_USER, client=visitor.client) is None)


def _find(tx: Transaction, site: str, signed: Claims, visitor: Visitor | None) -> str | None:
    known = people.known_by(tx, site, signed.identities())
    if USER in known:
        return known[USER]
    own = visitor.client if visitor and visitor.own and not visitor.verified_as else None
    for client in (*(known[kind] for kind in CONTACTS if kind in known), own):
        if client and tx.one(ALONE, client=client) is not None and tx.value(IS_USER, client=client) is None:
            return client
    return None


def _sign(tx: Transaction, site: str, client: str, signed: Claims) -> bool:
    """Write what identifies the user as verified; an address that another user only typed is theirs from now on."""
    is_news = False
    for kind, value in signed.identities().items():
        this = {"of": site, "sort": kind, "said": value}
        held = tx.one(HELD, **this)
        if held is None:
            people.identify(tx, site, client, {kind: value}, verified=True)
        elif held["client"] == client and not held["verified"]:
            tx.run(SIGN, **this, moment=tx.now)
        elif held["client"] == client or not tx.run(TAKE_OVER, **this, person=client, moment=tx.now):
            continue
        is_news = True
    return is_news


def _keep(
    tx: Transaction,
    site: str,
    client: str,
    signed: Claims,
    told: Mapping[str, str],
    source: Source,
    visitor: Visitor | None,
    *,
    is_new: bool,
    sample: bool,
) -> None:
    """Write the person with the pages this browser saw before; what is empty on the card is filled."""
    first, last = (visitor.first_source, visitor.last_source) if visitor else (source.known, source.known)
    landing = Landing(client, is_new, visitor and visitor._replace(verified_as=""), first, last)
    entries = people.history(tx, landing)
    claims = signed._replace(name=signed.name or told.get("name", ""))
    number = people.keep(tx, site, landing, claims, source, len(entries), sample)
    timeline.write(tx, site, client, number, entries)


def _contact(signed: Claims) -> dict[str, str]:
    return {"name": signed.name, "phone": signed.phone, "email": signed.email}
