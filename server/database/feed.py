"""The site feed: news get their numbers as the last act before the commit, so that numbers appear in commit order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.database.ids import now_ms
from server.database.reader import Reader
from server.database.statements import prepared
from server.database.tables import feeds, news
from server.database.transaction import News, Transaction

KEPT_MS = 24 * 60 * 60 * 1000
KEPT_ROWS = 10_000
PRUNED_ROWS = 200

ADVANCE = prepared(
    upsert(feeds)
    .values(site=bindparam("site"), number=bindparam("count"))
    .on_conflict_do_update(index_elements=["site"], set_={"number": feeds.c.number + bindparam("more")})
    .returning(feeds.c.number)
)
ADD = prepared(insert(news))
NUMBER = prepared(select(feeds.c.number).where(feeds.c.site == bindparam("site")))
SINCE = prepared(
    select(news)
    .where(news.c.site == bindparam("site"), news.c.number > bindparam("after"))
    .order_by(news.c.number)
    .limit(bindparam("most"))
)
OLDEST_SITE = prepared(select(news.c.site).where(news.c.at < bindparam("old")).order_by(news.c.at).limit(1))
FIRST = prepared(select(func.min(news.c.number)).where(news.c.site == bindparam("site")))
LAST_OLD = prepared(
    select(func.max(news.c.number)).where(
        news.c.site == bindparam("site"),
        news.c.number < bindparam("before"),
        or_(news.c.at < bindparam("old"), news.c.number <= bindparam("beyond")),
    )
)
REMOVE = prepared(delete(news).where(news.c.site == bindparam("site"), news.c.number <= bindparam("last")))


class Told(NamedTuple):
    """One change of a site under its number, committed."""

    site: str
    number: int
    kind: str
    thing: str
    at: int


@dataclass(frozen=True, slots=True)
class Since:
    """What happened after a number. `number` is where the reader stands now; `stale`: read everything afresh."""

    items: list[Told]
    number: int
    stale: bool


def publish(tx: Transaction, collected: Iterable[News]) -> list[Told]:
    """Number the news and write them, as the last statements before the commit; sites in the order of their ids."""
    by_site: dict[str, list[News]] = {}
    for each in collected:
        by_site.setdefault(each.site, []).append(each)
    told: list[Told] = []
    at = now_ms()
    for site in sorted(by_site):
        count = len(by_site[site])
        first = tx.value(ADVANCE, site=site, count=count, more=count) - count + 1
        told += [Told(site, first + place, each.kind, each.thing, at) for place, each in enumerate(by_site[site])]
    tx.run_many(
        ADD,
        [{"site": t.site, "number": t.number, "kind": t.kind, "thing": t.thing, "at": t.at} for t in told],
    )
    return told


def news_since(reader: Reader, site: str, number: int, limit: int = 500) -> Since:
    """What happened on the site after `number`, oldest first; ask again from `Since.number` while there is more.

    Stale when what is asked for is not kept any more, or was never given out (a backup was restored).
    """
    current = reader.value(NUMBER, site=site) or 0
    rows = reader.all(SINCE, site=site, after=number, most=limit)
    items = [Told(**row) for row in rows]
    if number == current:
        return Since([], current, stale=False)
    if not items or items[0].number != number + 1:
        return Since([], current, stale=True)
    return Since(items, items[-1].number, stale=False)


def prune(tx: Transaction, site: str) -> int:
    """Remove at most 200 news that are too old or too many, of this site first; gives back how many were removed."""
    old = tx.now - KEPT_MS
    removed = _trim(tx, site, old, PRUNED_ROWS)
    oldest = tx.value(OLDEST_SITE, old=old) if removed < PRUNED_ROWS else None
    return removed + (_trim(tx, oldest, old, PRUNED_ROWS - removed) if oldest else 0)


def _trim(tx: Transaction, site: str, old: int, most: int) -> int:
    first = tx.value(FIRST, site=site)
    if first is None:
        return 0
    beyond = tx.value(NUMBER, site=site) - KEPT_ROWS
    # From the first number on and without a hole, so that what is kept stays gapless.
    last = tx.value(LAST_OLD, site=site, before=first + most, old=old, beyond=beyond)
    return 0 if last is None else tx.run(REMOVE, site=site, last=last)
