"""Pools of codes: made, changed, taken away and put back; each with how many of its codes are free, given, redeemed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from server.audit import journal
from server.codes.pool_input import GENERATED, NewPool, PoolChange, check_length
from server.codes.spelling import guesses
from server.codes.tables import code_pools, codes
from server.database import News, Reader, Row, Transaction, prepared
from server.database.paging import Page, page
from server.errors import Invalid, NotFound
from server.sites.instants import written
from server.widget import Unfit

MOST_OF_SITE = 200
KEPT_MS = 60 * 60 * 1000  # so long a pool that was taken away can be put back
FREE, GIVEN, REDEEMED = "free", "given", "redeemed"
NEWS = "codes"  # the kind of news when a pool or one of its codes has changed

_here = code_pools.c.removed_at.is_(None)
ADD = prepared(insert(code_pools))
CHANGE = prepared(update(code_pools).where(code_pools.c.id == bindparam("pool_id")))
BY_ID = prepared(select(code_pools).where(code_pools.c.id == bindparam("pool")))
OF_SITE = select(code_pools).where(code_pools.c.site == bindparam("of"), _here).order_by(code_pools.c.id.desc())
HOW_MANY = prepared(select(func.count()).select_from(code_pools).where(code_pools.c.site == bindparam("of"), _here))
COUNTS = prepared(
    select(codes.c.pool, codes.c.state, func.count().label("number"))
    .where(codes.c.pool.in_(bindparam("pools", expanding=True)))
    .group_by(codes.c.pool, codes.c.state)
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many codes of a pool stand how; of a generated pool `free` is how many may still be generated."""

    free: int = 0
    given: int = 0
    redeemed: int = 0


@dataclass(frozen=True, slots=True)
class Pool:
    """One pool as it is kept; `length` and `most` are 0 where it is a list."""

    id: str
    site: str
    name: str
    kind: str
    reward: str
    prefix: str
    length: int
    most: int
    made: int
    valid_days: int | None
    ends_at: int | None
    created_at: int
    removed_at: int | None

    @property
    def is_generated(self) -> bool:
        """Whether its codes are made when they are given."""
        return self.kind == GENERATED

    @property
    def guesses(self) -> int:
        """How many guesses one hit takes once every code is out; 0: the owner's own codes, of which we know nothing."""
        return guesses(self.length, self.most) if self.is_generated else 0

    def is_over(self, now: int) -> bool:
        """Whether nothing of it is given or good any more."""
        return self.ends_at is not None and now >= self.ends_at


def create(tx: Transaction, site: str, new: NewPool, member: str | None) -> Pool:
    """Make a pool; it is empty, or ready to generate."""
    if tx.value(HOW_MANY, of=site) >= MOST_OF_SITE:
        raise Invalid(errors={"name": f"a site has at most {MOST_OF_SITE} pools"})
    is_generated = new.kind == GENERATED
    row: dict[str, Any] = {
        "id": tx.new_id(),
        "site": site,
        "name": new.name,
        "kind": new.kind,
        "reward": new.reward,
        "prefix": new.prefix,
        "length": new.length if is_generated else 0,
        "most": new.limit if is_generated else 0,
        "made": 0,
        "valid_days": new.valid_days,
        "ends_at": new.ends_at,
        "created_at": tx.now,
        "removed_at": None,
    }
    tx.run(ADD, **row)
    return _told(tx, Pool(**row), member, "pool.created")


def find(reader: Reader, pool: str) -> Pool | None:
    """The pool of this id, or None; one that was taken away is none."""
    found = kept(reader, pool)
    return found if found and found.removed_at is None else None


def kept(reader: Reader, pool: str) -> Pool | None:
    """The same, also of one that was taken away: what it gave is still good."""
    row = reader.one(BY_ID, pool=pool)
    return Pool(**row) if row else None


def one(reader: Reader, site: str, pool: str) -> Pool:
    """A pool of this site; anybody else's is `not_found`."""
    found = find(reader, pool)
    if found is None or found.site != site:
        raise NotFound
    return found


def site_of(reader: Reader, pool: str) -> str | None:
    """The site whose pool this is, or None: a door asks it before it asks who may read the pool."""
    found = find(reader, pool)
    return found.site if found else None


def of_site(reader: Reader, site: str, limit: int = 50, cursor: str | None = None) -> Page[Pool]:
    """The site's pools, newest first, a page at a time."""
    asked = OF_SITE.limit(limit + 1)
    rows = reader.all(asked.where(code_pools.c.id < cursor) if cursor else asked, of=site)
    return page([Pool(**row) for row in rows], limit, lambda each: each.id)


def names(reader: Reader, site: str) -> dict[str, str]:
    """What the site's pools are called, by id, newest first."""
    return {each.id: each.name for each in of_site(reader, site, MOST_OF_SITE).items}


def counts(reader: Reader, pools: Sequence[Pool]) -> dict[str, Counts]:
    """How many codes of each of these pools stand how."""
    found: dict[str, dict[str, int]] = {each.id: {} for each in pools}
    for row in reader.all(COUNTS, pools=list(found)) if found else ():
        found[row["pool"]][row["state"]] = row["number"]
    return {each.id: _counts(each, found[each.id]) for each in pools}


def change(tx: Transaction, site: str, pool: str, wanted: PoolChange, member: str | None) -> Pool:
    """Replace the named fields; codes that were given stay good for as long as was said when they were given."""
    present = one(tx, site, pool)
    named = wanted.named()
    values: dict[str, Any] = {"most" if name == "limit" else name: value for name, value in named.items()}
    if not present.is_generated and (wrong := named.keys() & {"prefix", "length", "limit"}):
        raise Invalid(errors=dict.fromkeys(sorted(wrong), "for generated codes only"))
    changed = replace(present, **values)
    if present.is_generated:
        try:
            check_length(changed.length, changed.most)
        except Unfit as unfit:
            raise Invalid(errors={"length": str(unfit).partition(": ")[2]}, reasons={"length": unfit.reason}) from unfit
    if changed == present:
        return present
    tx.run(CHANGE, pool_id=pool, **values)
    return _told(tx, changed, member, "pool.changed")


def remove(tx: Transaction, site: str, pool: str, member: str | None) -> Pool:
    """Take a pool away: nothing of it is given any more; what was given stays good until its end."""
    return _remove(tx, one(tx, site, pool), tx.now, member, "pool.deleted")


def put_back(tx: Transaction, site: str, pool: str, member: str | None) -> Pool:
    """Undo a removal within an hour; after that it is `not_found`."""
    found = kept(tx, pool)
    if found is None or found.site != site or tx.now - (found.removed_at or tx.now) > KEPT_MS:
        raise NotFound
    return found if found.removed_at is None else _remove(tx, found, None, member, "pool.put_back")


def pool_view(pool: Pool, counted: Counts) -> dict[str, Any]:
    """A pool as programs read it."""
    return {
        "id": pool.id,
        "site": pool.site,
        "name": pool.name,
        "kind": pool.kind,
        "reward": pool.reward,
        "prefix": pool.prefix if pool.is_generated else None,
        "length": pool.length if pool.is_generated else None,
        "limit": pool.most if pool.is_generated else None,
        "valid_days": pool.valid_days,
        "ends_at": None if pool.ends_at is None else written(pool.ends_at),
        "free": counted.free,
        "given": counted.given,
        "redeemed": counted.redeemed,
        "created_at": written(pool.created_at),
    }


def _counts(pool: Pool, found: Row) -> Counts:
    free = max(pool.most - pool.made, 0) if pool.is_generated else found.get(FREE, 0)
    return Counts(free, found.get(GIVEN, 0), found.get(REDEEMED, 0))


def _remove(tx: Transaction, pool: Pool, at: int | None, member: str | None, act: str) -> Pool:
    tx.run(CHANGE, pool_id=pool.id, removed_at=at)
    return _told(tx, replace(pool, removed_at=at), member, act)


def _told(tx: Transaction, pool: Pool, member: str | None, act: str) -> Pool:
    journal.record(tx, pool.site, member, act, pool.id, name=pool.name)
    tx.after_commit(News(pool.site, NEWS, pool.id))
    return pool
