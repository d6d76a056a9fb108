"""What the codes forget of a person: whose they are. That they were given, and redeemed, stays in the counts."""

from sqlalchemy import bindparam, or_, select, update

from server.clients.erase import Eraser
from server.clients.tables import visitors
from server.codes.tables import codes
from server.database import Transaction, prepared

_their_browsers = select(visitors.c.id).where(visitors.c.client == bindparam("person"))
_theirs = (
    select(codes.c.id)
    .where(or_(codes.c.client == bindparam("person"), codes.c.visitor.in_(_their_browsers)))
    .limit(bindparam("rows"))
)
FORGET = prepared(update(codes).where(codes.c.id.in_(_theirs)).values(client=None, visitor=None, lead=None, network=""))


def _forget(tx: Transaction, client: str, most: int) -> int:
    return tx.run(FORGET, person=client, rows=most)


# Before the people's own: a browser that took a code before anybody knew whose it is, is found by its person still.
ERASERS: tuple[Eraser, ...] = (Eraser(codes.name, _forget),)
