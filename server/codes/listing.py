"""Codes as managers and programs read them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from server.clients.tables import clients
from server.codes.pools import GIVEN
from server.codes.tables import code_pools, codes
from server.database import Reader, Row, prepared
from server.database.ids import now_ms
from server.database.paging import Page, clamp_limit, page
from server.errors import NotFound
from server.sites.instants import written
from server.sites.tables import members

STATES = ("free", "given", "redeemed", "expired")
EXPIRED = "expired"  # given, and its end has passed

ALL = (
    select(
        codes,
        code_pools.c.name.label("pool_name"),
        code_pools.c.reward,
        code_pools.c.ends_at.label("pool_ends_at"),
        members.c.name.label("redeemer"),
        func.coalesce(func.nullif(clients.c.name, ""), func.nullif(clients.c.email, ""), clients.c.phone).label(
            "person"
        ),
    )
    .join(code_pools, code_pools.c.id == codes.c.pool)
    .outerjoin(members, members.c.id == codes.c.redeemed_by)
    .outerjoin(clients, clients.c.id == codes.c.client)
)
ONE = prepared(ALL.where(codes.c.id == bindparam("code"), codes.c.site == bindparam("of")))
# A code that was never given goes with its pool.
BY_NORMAL = prepared(
    ALL.where(
        codes.c.normal == bindparam("said"),
        codes.c.site.in_(bindparam("sites", expanding=True)),
        (codes.c.state != "free") | code_pools.c.removed_at.is_(None),
    ).order_by(codes.c.id)
)


def one(reader: Reader, site: str, code: str) -> dict[str, Any]:
    """One code of this site by its id; anybody else's is `not_found`."""
    row = reader.one(ONE, code=code, of=site)
    if row is None:
        raise NotFound
    return as_read(row, now_ms())


def of_pool(
    reader: Reader, pool: str, state: str | None = None, cursor: str | None = None, limit: int | None = None
) -> Page[dict[str, Any]]:
    """A pool's codes, newest first, of one state or of all."""
    most, now = clamp_limit(limit), now_ms()
    query = ALL.where(codes.c.pool == pool).order_by(codes.c.id.desc()).limit(most + 1)
    if state is not None:
        query = query.where(*_in_state(state, now))
    if cursor:
        query = query.where(codes.c.id < cursor)
    return page([as_read(row, now) for row in reader.all(query)], most, lambda item: str(item["id"]))


def _in_state(state: str, now: int) -> list[ColumnElement[bool]]:
    if state == EXPIRED:
        return [codes.c.state == GIVEN, codes.c.ends_at <= now]
    return [codes.c.state == state]


def end_of(row: Row) -> int | None:
    """When the code is no longer good (ms); one that was never given ends with its pool."""
    end: int | None = row["ends_at"] if row["given_at"] is not None else row["pool_ends_at"]
    return end


def as_read(row: Mapping[str, Any], now: int) -> dict[str, Any]:
    """A stored code in the form that the API answers with."""
    end = end_of(dict(row))
    is_over = row["state"] == GIVEN and end is not None and now >= end
    return {
        "id": row["id"],
        "site": row["site"],
        "code": row["code"],
        "pool": {"id": row["pool"], "name": row["pool_name"]},
        "reward": row["reward"],
        "state": EXPIRED if is_over else row["state"],
        "client": row["client"],
        "name": row["person"] or "",
        "lead": row["lead"],
        "widget": row["widget"],
        "given_at": _or_none(row["given_at"]),
        "ends_at": _or_none(end),
        "redeemed_at": _or_none(row["redeemed_at"]),
        "redeemed_by": {"id": row["redeemed_by"], "name": row["redeemer"] or ""} if row["redeemed_by"] else None,
        "order": row["order"],
    }


def _or_none(moment: int | None) -> str | None:
    return None if moment is None else written(moment)
