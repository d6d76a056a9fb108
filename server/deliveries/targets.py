"""Where a site's events are told: made, changed, switched off and on, taken away."""

import json
from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.audit import journal
from server.database import News, Reader, Row, Transaction, prepared
from server.database.paging import Page, page
from server.deliveries.channels import MAIL, Target
from server.deliveries.tables import deliveries, targets
from server.errors import AlreadyExists, Conflict, NotFound
from server.sealing import Sealer
from server.sites.tables import sites

ACTIVE, DISABLED = "active", "disabled"
BY_HAND = "switched off"
DELETED = "target deleted"
SET_ASIDE, SET_ASIDE_OFF = "set aside", "set aside while it was off"
SET_ASIDE_STOPPED = "set aside while it was stopped"  # by what its receiver answered, not by hand
ASIDE = (SET_ASIDE, SET_ASIDE_OFF, SET_ASIDE_STOPPED)
SAME_MAILBOX = "This mailbox is told already. Change the one that is there."
MOST_TARGETS = 50  # of one site, so that one event's deliveries fit into one unit of work
OLD_SECRET_MS = 24 * 60 * 60 * 1000  # how long the secret before signs as well
CANCELLED_ROWS = 150  # in one unit

ADD = prepared(insert(targets))
ONE = prepared(select(targets).where(targets.c.id == bindparam("target")))
# One change of a target at a time, and none while its events are fanned out.
ONE_ALONE = prepared(select(targets).where(targets.c.id == bindparam("target")).with_for_update())
HOW_MANY = prepared(select(func.count()).select_from(targets).where(targets.c.site == bindparam("site")))
SITE_ALONE = prepared(select(sites.c.id).where(sites.c.id == bindparam("site")).with_for_update())
SAME = prepared(
    select(targets.c.id).where(
        targets.c.site == bindparam("site"),
        targets.c.channel == bindparam("channel"),
        targets.c.address == bindparam("address"),
        targets.c.reason.not_in(ASIDE),
    )
)
CHANGE = prepared(update(targets).where(targets.c.id == bindparam("target_id")))
REMOVE = prepared(delete(targets).where(targets.c.id == bindparam("target")))
_waits = (
    select(deliveries.c.id)
    .where(deliveries.c.target == bindparam("of"), deliveries.c.state.in_(("waiting", "sending", "failed")))
    .limit(CANCELLED_ROWS)
)
CANCEL = prepared(
    update(deliveries)
    .where(deliveries.c.id.in_(_waits))
    .values(state="cancelled", reason=DELETED, leased_until=None, done_at=bindparam("moment"))
)


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A place to tell a site's events; `address` is checked by whoever knows the channel. Empty lists mean all."""

    channel: str
    address: str
    name: str = ""
    events: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: str = "en"
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TargetChange:
    """What is to be different; None stays as it is. A new `secret` takes the old one's place at once."""

    name: str | None = None
    address: str | None = None
    events: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    is_active: bool | None = None
    language: str | None = None
    secret: str | None = field(default=None, repr=False)


def create(tx: Transaction, sealer: Sealer, site: str, new: NewTarget, member: str | None) -> Target:
    """Make a target, active at once; it is told of what happens from now on. A mailbox stands at a site once."""
    check_once(tx, site, new.channel, new.address)
    if tx.value(HOW_MANY, site=site) >= MOST_TARGETS:
        raise Conflict(f"A site has at most {MOST_TARGETS} of these. Delete one that is no longer needed.")
    row = {
        "id": tx.new_id(),
        "site": site,
        "channel": new.channel,
        "name": new.name,
        "address": new.address,
        "events": json.dumps(new.events),
        "kinds": json.dumps(new.kinds),
        "language": new.language,
        "secret": sealer.seal(new.secret) if new.secret else "",
        "old_secret": "",
        "old_secret_until": None,
        "state": ACTIVE,
        "reason": "",
        "failing_since": None,
        "created_by": member,
        "created_at": tx.now,
    }
    tx.run(ADD, **row)
    journal.record(tx, site, member, "target.created", str(row["id"]), channel=new.channel, name=new.name)
    tx.after_commit(News(site, "delivery", str(row["id"])))
    return target_of(row)


def change(tx: Transaction, sealer: Sealer, target: str, wanted: TargetChange, member: str | None) -> Target:
    """Replace what is named; switched on again, what waits is sent now. The same values change nothing."""
    row = _alone(tx, target)
    new = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name in ("name", "address", "events", "kinds", "language")
        if (value := getattr(wanted, name)) is not None
    }
    new = {name: value for name, value in new.items() if value != row[name]}
    if wanted.is_active is not None and wanted.is_active != (row["state"] == ACTIVE):
        new |= {"state": ACTIVE, "reason": ""} if wanted.is_active else {"state": DISABLED, "reason": BY_HAND}
    if wanted.secret is not None:
        new |= {"secret": sealer.seal(wanted.secret)}
    if not new:
        return target_of(row)
    if "address" in new:
        check_once(tx, row["site"], row["channel"], new["address"])
    # Whatever was wrong, it is another place now, or somebody has looked after it.
    cleared = {"failing_since": None} if {"address", "state", "secret"} & set(new) else {}
    tx.run(CHANGE, target_id=target, **new, **cleared)
    fields = sorted(set(new) - {"reason"})
    journal.record(tx, row["site"], member, "target.changed", target, channel=row["channel"], fields=fields)
    tx.after_commit(News(row["site"], "delivery", target))
    return target_of(row | new | cleared)


def check_once(tx: Transaction, site: str, channel: str, address: str) -> None:
    """Refuse a mailbox that is told already: every letter would come there twice. One that is set aside is free."""
    if channel != MAIL:
        return
    tx.value(SITE_ALONE, site=site)
    if tx.one(SAME, site=site, channel=channel, address=address):
        raise AlreadyExists(SAME_MAILBOX, errors={"address": "is told already"})


def rotate(tx: Transaction, sealer: Sealer, target: str, secret: str, member: str | None) -> Target:
    """Give a target another secret; the one before goes on signing beside it for 24 hours."""
    row = _alone(tx, target)
    new = {
        "secret": sealer.seal(secret),
        "old_secret": row["secret"],
        "old_secret_until": tx.now + OLD_SECRET_MS,
    }
    tx.run(CHANGE, target_id=target, **new)
    journal.record(tx, row["site"], member, "target.rotated", target, channel=row["channel"])
    tx.after_commit(News(row["site"], "delivery", target))
    return target_of(row | new)


def remove(tx: Transaction, target: str, member: str | None) -> bool:
    """Cancel what waits for a target and take it away: repeat until True, as each unit cancels 150 at most."""
    row = _alone(tx, target)
    if tx.run(CANCEL, of=target, moment=tx.now) >= CANCELLED_ROWS:
        return False
    tx.run(REMOVE, target=target)
    journal.record(tx, row["site"], member, "target.deleted", target, channel=row["channel"], name=row["name"])
    tx.after_commit(News(row["site"], "delivery", target))
    return True


def find(reader: Reader, target: str) -> Target | None:
    """The target of this id, without its secrets, or None."""
    row = reader.one(ONE, target=target)
    return target_of(row) if row else None


def of_site(
    reader: Reader, site: str, channel: str | None = None, limit: int = MOST_TARGETS, cursor: str | None = None
) -> Page[Target]:
    """The site's targets, newest first, of one channel or of all."""
    query = select(targets).where(targets.c.site == site).order_by(targets.c.id.desc()).limit(limit + 1)
    if channel:
        query = query.where(targets.c.channel == channel)
    if cursor:
        query = query.where(targets.c.id < cursor)
    return page([target_of(row) for row in reader.all(query)], limit, lambda target: target.id)


def target_of(row: Row, secrets: tuple[str, ...] = ()) -> Target:
    """A stored row as a target."""
    lists = {name: tuple(json.loads(row[name])) for name in ("events", "kinds")}
    kept = {name: value for name, value in row.items() if name in Target.__slots__}
    return Target(**kept | lists, secrets=secrets)


def secrets_of(row: Row, sealer: Sealer, now: int) -> tuple[str, ...]:
    """What signs at this moment, the present secret first; raises `Unsealable`."""
    still = bool(row["old_secret"]) and (row["old_secret_until"] or 0) > now
    sealed = [row["secret"]] if row["secret"] else []
    return tuple(sealer.open(each) for each in sealed + ([row["old_secret"]] if still else []))


def _alone(tx: Transaction, target: str) -> Row:
    row = tx.one(ONE_ALONE, target=target)
    if row is None:
        raise NotFound
    return row
