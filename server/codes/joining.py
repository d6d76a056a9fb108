"""Codes that a browser was given before its person was known become that person's."""

from sqlalchemy import bindparam, exists, update

from server.clients.timeline import Entry
from server.codes import pools
from server.codes.claiming import TIMELINE, entry_data
from server.codes.pools import GIVEN
from server.codes.tables import codes
from server.database import Row, Transaction, prepared

_other = codes.alias()
_has_one = exists().where(
    _other.c.pool == codes.c.pool, _other.c.widget == codes.c.widget, _other.c.client == bindparam("person")
)
JOIN = prepared(
    update(codes)
    .where(codes.c.visitor == bindparam("by"), codes.c.visitor.is_not(None), codes.c.client.is_(None), ~_has_one)
    .values(client=bindparam("person"))
    .returning(codes.c.id, codes.c.code, codes.c.pool, codes.c.widget, codes.c.given_at)
)


def join(tx: Transaction, visitor: str, client: str) -> list[Entry]:
    """Give the visitor's codes to the person, and back the entries of their timeline, the oldest first.

    Where the person has a code of the same widget and pool already, the browser's stays the browser's alone.
    """
    rows = sorted(tx.all(JOIN, by=visitor, person=client), key=lambda row: str(row["id"]))
    return [_entry(tx, row) for row in rows]


def _entry(tx: Transaction, row: Row) -> Entry:
    pool = pools.kept(tx, row["pool"])
    said = entry_data(GIVEN, row["code"], pool) if pool else {}
    return Entry(TIMELINE, row["id"], said | {"widget": row["widget"]}, row["given_at"])
