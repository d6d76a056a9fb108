"""The owner's own codes come into a pool: thousands at once, in small units of work, each code once for the site."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.audit import journal
from server.codes import pools
from server.codes.pools import FREE, NEWS
from server.codes.spelling import normal
from server.codes.tables import codes
from server.database import Database, News, Transaction, prepared
from server.errors import Invalid

ROWS = 100  # in one unit
MOST_AT_ONCE = 10_000
MOST_OF_POOL = 100_000
MOST_NAMED = 100  # duplicates that are named; the others are only counted

ADD = prepared(upsert(codes).on_conflict_do_nothing(index_elements=["site", "normal"]).returning(codes.c.id))
HOW_MANY = prepared(select(func.count()).select_from(codes).where(codes.c.pool == bindparam("of")))


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the codes: how many are new, how many the site had already (or were said twice), some by name."""

    added: int = 0
    duplicates: int = 0
    named: tuple[str, ...] = field(default=())

    def __add__(self, more: "Added") -> "Added":
        """Both together."""
        named = (*self.named, *more.named)[:MOST_NAMED]
        return Added(self.added + more.added, self.duplicates + more.duplicates, named)


async def add(database: Database, site: str, pool: str, written: Sequence[str], member: str | None) -> Added:
    """Put codes into a pool that is a list; whoever was cut short sends the same again: what is there stays.

    At most 10,000 at once and 100,000 in one pool. `written` are codes as `read_code` gives them.
    """
    added = Added()
    for place in range(0, len(written), ROWS):
        added += await database.write(_add_some, site, pool, written[place : place + ROWS])
    if added.added:
        await database.write(_tell, site, pool, member, added.added)
    return added


def _add_some(tx: Transaction, site: str, pool: str, written: Sequence[str]) -> Added:
    if pools.one(tx, site, pool).is_generated:
        raise Invalid(errors={"codes": "this pool generates its codes"})
    if tx.value(HOW_MANY, of=pool) + len(written) > MOST_OF_POOL:
        raise Invalid(errors={"codes": f"a pool holds at most {MOST_OF_POOL} codes"})
    doubles = tuple(code for code in written if not _is_new(tx, site, pool, code))
    return Added(len(written) - len(doubles), len(doubles), doubles[:MOST_NAMED])


def _is_new(tx: Transaction, site: str, pool: str, code: str) -> bool:
    row = {"id": tx.new_id(), "site": site, "pool": pool, "code": code, "normal": normal(code), "state": FREE}
    return tx.value(ADD, **row, network="", order="") is not None


def _tell(tx: Transaction, site: str, pool: str, member: str | None, count: int) -> None:
    named = pools.one(tx, site, pool).name
    journal.record(tx, site, member, "pool.filled", pool, name=named, codes=count)
    tx.after_commit(News(site, NEWS, pool))
