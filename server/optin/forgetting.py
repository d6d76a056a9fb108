"""What nobody confirmed in time ends, and is forgotten 30 days after it was ticked.

What was confirmed stays as long as the person: the link in the letter is the way to withdraw it.
"""

from sqlalchemy import bindparam, delete, select, update

from server.database import Transaction, prepared
from server.optin.states import EXPIRED, KEPT_MS, OPEN
from server.optin.tables import optins

_over = (
    select(optins.c.id).where(optins.c.state.in_(OPEN), optins.c.ends_at <= bindparam("now")).limit(bindparam("rows"))
)
_old = (
    select(optins.c.id)
    .where(optins.c.at < bindparam("before"), optins.c.confirmed_at.is_(None))
    .limit(bindparam("rows"))
)
END = prepared(update(optins).where(optins.c.id.in_(_over)).values(state=EXPIRED, leased_until=None))
REMOVE = prepared(delete(optins).where(optins.c.id.in_(_old)))


def end_some(tx: Transaction, rows: int) -> int:
    """End as many that can no longer be confirmed; gives back how many."""
    return tx.run(END, now=tx.now, rows=rows)


def forget_some(tx: Transaction, rows: int) -> int:
    """Remove as many that are old and were never confirmed; gives back how many."""
    return tx.run(REMOVE, before=tx.now - KEPT_MS, rows=rows)
