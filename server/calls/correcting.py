"""A visitor takes a wrong number back, so that whoever has that number is not called."""

from sqlalchemy import bindparam, select, update

from server.calls.states import ENDED, QUEUED, WRONG_NUMBER
from server.calls.tables import askers, calls
from server.clients import outbox, timeline
from server.database import News, Transaction, prepared

_left = select(askers.c.call).where(askers.c.lead == bindparam("wrong"), askers.c.visitor == bindparam("by"))
WITHDRAW = prepared(
    update(calls)
    .where(
        calls.c.id == _left.scalar_subquery(),
        calls.c.id != bindparam("instead"),
        calls.c.site == bindparam("of"),
        calls.c.state == QUEUED,
        calls.c.asked == 1,  # nobody else asked through it
    )
    .values(state=ENDED, outcome=WRONG_NUMBER, ended_at=bindparam("moment"))
    .returning(calls.c.id, calls.c.client)
)


def withdraw(tx: Transaction, site: str, wrong: str, visitor: str, lead: str, call: str) -> None:
    """End the waiting call of the lead `wrong`, whose number `lead` and its `call` correct; the team hears of it.

    Nothing happens, and nothing is told, unless this very visitor left that lead, it alone asked for its call, and
    nobody has taken it: whoever names somebody else's lead learns nothing. A call withdrawn has been taken by nobody.
    """
    row = tx.one(WITHDRAW, wrong=wrong, by=visitor, instead=call, of=site, moment=tx.now)
    if row is None:
        return
    told = {"outcome": WRONG_NUMBER, "note": "", "again_at": None, "corrected_by": lead}
    timeline.add(tx, site, row["client"], "outcome", row["id"], told)
    outbox.plan(tx, site, row["client"], [("callback.ended", row["id"])])
    tx.after_commit(News(site, "call", row["id"]))
