"""A code comes back to the shop: looked up as often as one likes, redeemed once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, or_, update

from server.clients import outbox, timeline
from server.codes import pools
from server.codes.claiming import TIMELINE, entry_data
from server.codes.listing import BY_NORMAL, as_read, end_of, one
from server.codes.pools import NEWS, REDEEMED
from server.codes.spelling import looked_up
from server.codes.tables import codes
from server.database import News, Reader, Row, Transaction, prepared
from server.database.ids import now_ms
from server.errors import AlreadyRedeemed, Ambiguous, CodeExpired, NotFound
from server.sites.instants import written

REDEEMED_EVENT = "code.redeemed"

REDEEM = prepared(
    update(codes)
    .where(
        codes.c.id == bindparam("code_id"),
        codes.c.state == bindparam("was"),
        or_(codes.c.ends_at.is_(None), codes.c.ends_at > bindparam("moment")),
    )
    .values(
        state=REDEEMED,
        redeemed_at=bindparam("moment"),
        redeemed_by=bindparam("member"),
        key=bindparam("under"),
        order=bindparam("bought"),
    )
)


def look_up(reader: Reader, sites: Sequence[str], said: str) -> dict[str, Any]:
    """A code of these sites, however it is typed; nothing changes. `NotFound`, or `Ambiguous` where two have it."""
    return as_read(_found(reader, sites, said), now_ms())


def redeem(
    tx: Transaction, sites: Sequence[str], said: str, member: str, key: str | None = None, order: str = ""
) -> dict[str, Any]:
    """Redeem a code of these sites, once; the same `key` once more gets the first answer.

    Raises `NotFound`, `Ambiguous`, `AlreadyRedeemed` with `redeemed_at`, and `CodeExpired` with `ended_at`. Of several
    at once one wins.
    """
    row = _found(tx, sites, said)
    if row["state"] != REDEEMED:
        if (end := end_of(row)) is not None and tx.now >= end:
            raise CodeExpired(ended_at=written(end))
        if tx.run(REDEEM, code_id=row["id"], was=row["state"], moment=tx.now, member=member, under=key, bought=order):
            return _told(tx, row, member, order)
        row = _found(tx, sites, said)  # somebody was quicker between our reading and our writing
    if key is not None and row["key"] == key:
        return as_read(row, tx.now)
    raise AlreadyRedeemed(redeemed_at=written(row["redeemed_at"] or tx.now))


def _told(tx: Transaction, row: Row, member: str, order: str) -> dict[str, Any]:
    site, pool = row["site"], pools.kept(tx, row["pool"])
    if row["client"] and pool:
        said = entry_data(REDEEMED, row["code"], pool) | {"order": order, "by": member}
        timeline.add(tx, site, row["client"], TIMELINE, row["id"], said)
    outbox.plan(tx, site, row["client"], [(REDEEMED_EVENT, row["id"])])
    tx.after_commit(News(site, NEWS, row["pool"]))
    return one(tx, site, row["id"])


def _found(reader: Reader, sites: Sequence[str], said: str) -> Row:
    normal = looked_up(said)
    rows = reader.all(BY_NORMAL, said=normal, sites=list(sites)) if normal and sites else []
    if not rows:
        raise NotFound
    if len(rows) > 1:
        raise Ambiguous(sites=sorted(row["site"] for row in rows))
    return rows[0]
