"""Letters are forgotten once their links have ended."""

from sqlalchemy import bindparam, delete, select

from server.answers.states import DAY_MS, VALID_MS
from server.answers.tables import letters
from server.database import Transaction, prepared

KEPT_MS = VALID_MS + 4 * DAY_MS  # one may wait for its mail server for three days
_old = select(letters.c.id).where(letters.c.at < bindparam("before")).limit(bindparam("rows"))
REMOVE = prepared(delete(letters).where(letters.c.id.in_(_old)))


def forget_some(tx: Transaction, rows: int) -> int:
    """Remove as many whose links have ended; gives back how many."""
    return tx.run(REMOVE, before=tx.now - KEPT_MS, rows=rows)
