"""A visitor is given a code: one nobody else has, or an honest reason why there is none."""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.clients.timeline import Entry
from server.codes import pools
from server.codes.pools import FREE, GIVEN, NEWS, REDEEMED, Pool
from server.codes.spelling import drawn, normal
from server.codes.tables import KNOWN_NETWORK, code_pools, codes
from server.database import News, Reader, Row, Transaction, prepared
from server.sites.instants import written
from server.widget import CodeWanted

NONE_LEFT, ENDED, NEEDS_MANAGER = "none_left", "ended", "needs_manager"
REASONS = (NONE_LEFT, ENDED, REDEEMED, NEEDS_MANAGER)
GIVEN_EVENT = "code.given"  # planned by whoever keeps the lead
TIMELINE = "code"  # the kind of a person's entries
PER_NETWORK_AN_HOUR = 60  # of one site: whoever empties a pool from one place has to wait
HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS
DRAWS = 5  # a code drawn that the site has already is drawn again; twice in a row nobody has seen

_mine = (codes.c.pool == bindparam("of"), codes.c.widget == bindparam("through"))
THEIRS_BY_VISITOR = prepared(select(codes).where(*_mine, codes.c.visitor == bindparam("by")))
THEIRS_BY_CLIENT = prepared(select(codes).where(*_mine, codes.c.client == bindparam("person")))
BY_NETWORK = prepared(
    select(func.count())
    .select_from(codes)
    .where(
        codes.c.site == bindparam("site"),
        codes.c.network == bindparam("from_network"),
        codes.c.given_at > bindparam("since"),
        KNOWN_NETWORK,
    )
)
# Other processes give codes at the same time: one that is in another's hand is passed over, and nobody waits.
_first_free = (
    select(codes.c.id)
    .where(codes.c.pool == bindparam("of"), codes.c.state == FREE)
    .order_by(codes.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
TAKE = prepared(
    update(codes)
    .where(codes.c.id == _first_free.scalar_subquery(), codes.c.state == FREE)
    .values(
        state=GIVEN,
        client=bindparam("person"),
        visitor=bindparam("by"),
        lead=bindparam("left"),
        widget=bindparam("through"),
        network=bindparam("from_network"),
        given_at=bindparam("moment"),
        ends_at=bindparam("end"),
    )
    .returning(codes.c.id, codes.c.code)
)
COUNT_ONE = prepared(
    update(code_pools)
    .where(code_pools.c.id == bindparam("of"), code_pools.c.made < code_pools.c.most)
    .values(made=code_pools.c.made + 1)
)
DRAW = prepared(
    upsert(codes).on_conflict_do_nothing(index_elements=["site", "normal"]).returning(codes.c.id, codes.c.code)
)


class Claimant(NamedTuple):
    """Who is given a code, through which widget and lead, and from which network; the person and the browser where
    they are known."""

    lead: str
    widget: str
    client: str | None
    visitor: str | None
    network: str


class Claimed(NamedTuple):
    """What came of it: the code with its end (ms), or the reason; an `entry` only where it was given just now."""

    code: str | None
    ends_at: int | None = None
    reason: str = ""
    entry: Entry | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What the visitor's browser is told."""
        if self.code is None:
            return {"code": None, "code_reason": self.reason}
        return {"code": self.code, "code_ends": None if self.ends_at is None else written(self.ends_at)}


def claim(tx: Transaction, site: str, claimant: Claimant, wanted: CodeWanted) -> Claimed:
    """Give a code out of the pool; the same visitor or person gets the one they have, whichever key they send.

    Safe beside other processes: a code is given once. Nothing is given over the limit of a network.
    """
    pool = pools.find(tx, wanted.source) if wanted.source else None
    if pool is None or pool.site != site:
        return Claimed(None, reason=NONE_LEFT)
    if theirs := _theirs(tx, pool, claimant):
        return _again(theirs, tx.now)
    if pool.is_over(tx.now):
        return Claimed(None, reason=ENDED)
    since = tx.now - HOUR_MS
    if tx.value(BY_NETWORK, site=site, from_network=claimant.network, since=since) >= PER_NETWORK_AN_HOUR:
        return Claimed(None, reason=NEEDS_MANAGER)
    ends_at = end_of(pool, tx.now)
    row = _generate(tx, pool, claimant, ends_at) if pool.is_generated else _take(tx, pool, claimant, ends_at)
    if row is None:
        return Claimed(None, reason=NONE_LEFT)
    tx.after_commit(News(site, NEWS, pool.id))
    entry = Entry(TIMELINE, row["id"], entry_data(GIVEN, row["code"], pool) | {"widget": claimant.widget})
    return Claimed(row["code"], ends_at, entry=entry)


def end_of(pool: Pool, given_at: int) -> int | None:
    """When a code that is given now is no longer good (ms): after the pool's days, and with the pool; None: never."""
    days = None if pool.valid_days is None else given_at + pool.valid_days * DAY_MS
    return min((each for each in (days, pool.ends_at) if each is not None), default=None)


def entry_data(state: str, code: str, pool: Pool) -> dict[str, Any]:
    """What a person's timeline says of a code."""
    return {"state": state, "code": code, "pool": pool.name, "reward": pool.reward}


def _theirs(reader: Reader, pool: Pool, claimant: Claimant) -> Row | None:
    """The code that this visitor has of this widget, or else their person."""
    mine = {"of": pool.id, "through": claimant.widget}
    found = reader.one(THEIRS_BY_VISITOR, by=claimant.visitor, **mine) if claimant.visitor else None
    if found or not claimant.client:
        return found
    return reader.one(THEIRS_BY_CLIENT, person=claimant.client, **mine)


def _again(theirs: Row, now: int) -> Claimed:
    """The same code once more, for as long as it is worth something."""
    if theirs["state"] == REDEEMED:
        return Claimed(None, reason=REDEEMED)
    if theirs["ends_at"] is not None and now >= theirs["ends_at"]:
        return Claimed(None, reason=ENDED)
    return Claimed(theirs["code"], theirs["ends_at"])


def _take(tx: Transaction, pool: Pool, claimant: Claimant, ends_at: int | None) -> Row | None:
    return tx.one(
        TAKE,
        of=pool.id,
        person=claimant.client,
        by=claimant.visitor,
        left=claimant.lead,
        through=claimant.widget,
        from_network=claimant.network,
        moment=tx.now,
        end=ends_at,
    )


def _generate(tx: Transaction, pool: Pool, claimant: Claimant, ends_at: int | None) -> Row | None:
    """Count first: the pool's row holds everybody else back until this is kept, so that no more than so many are."""
    if not tx.run(COUNT_ONE, of=pool.id):
        return None
    for _ in range(DRAWS):
        code = drawn(pool.prefix, pool.length)
        row = {"id": tx.new_id(), "site": pool.site, "pool": pool.id, "code": code, "normal": normal(code)}
        whose = {"client": claimant.client, "visitor": claimant.visitor, "lead": claimant.lead}
        where = {"widget": claimant.widget, "network": claimant.network, "given_at": tx.now, "ends_at": ends_at}
        if found := tx.one(DRAW, **row, **whose, **where, state=GIVEN, order=""):
            return found
    raise RuntimeError("no code was drawn that is new")
