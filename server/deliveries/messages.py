"""Claimed deliveries as messages: each with its site and with the thing as it is at this moment."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from server.database import Reader, Row, prepared
from server.deliveries.channels import Message, SiteLine
from server.sites.tables import sites

Things = Callable[
    [Reader, str, str, str], Mapping[str, Any] | None
]  # (reader, site, type, thing) → as the API reads it

SITE = prepared(select(sites).where(sites.c.id == bindparam("site")))


def read_messages(reader: Reader, things: Things, rows: Sequence[Row]) -> list[Message | None]:
    """One message for each delivery, all of one site; None where the thing is not there any more."""
    site = reader.one(SITE, site=rows[0]["site"]) if rows else None
    if site is None:
        return [None] * len(rows)
    line = SiteLine(site["id"], site["name"], site["time_zone"], tuple(json.loads(site["languages"])))
    return [_message(reader, things, line, row) for row in rows]


def _message(reader: Reader, things: Things, site: SiteLine, row: Row) -> Message | None:
    thing = things(reader, site.id, row["type"], row["thing"])
    return None if thing is None else Message(row["event"], row["type"], row["at"], site, thing)
