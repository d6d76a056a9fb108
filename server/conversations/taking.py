"""A manager takes a conversation, which one of them wins, and closes it."""

from typing import Any

from sqlalchemy import bindparam, null, update

from server.clients import outbox
from server.conversations.reading import one
from server.conversations.states import ASSIGNED, CLOSED, FREE, QUEUE
from server.conversations.tables import OPEN, conversations
from server.database import News, Transaction, prepared
from server.errors import AlreadyEnded, AlreadyTaken

NOT_OFFERED: dict[str, Any] = {"offered_to": null(), "offered_until": null(), "passed": "[]"}

_of = (conversations.c.id == bindparam("of"), conversations.c.site == bindparam("at_site"))
TAKE = prepared(
    update(conversations)
    .where(*_of, conversations.c.state.in_(FREE))
    .values(
        state=ASSIGNED, taken_by=bindparam("who"), keeper=bindparam("who"), taken_at=bindparam("moment"), **NOT_OFFERED
    )
)
CLOSE = prepared(
    update(conversations)
    .where(*_of, OPEN)
    .values(state=CLOSED, closed_at=bindparam("moment"), waiting_since=null(), **NOT_OFFERED)
)


def take(tx: Transaction, site: str, conversation: str, member: str) -> dict[str, Any]:
    """Take one that waits; of several at once one wins. Taking one's own again changes nothing.

    Raises `AlreadyTaken` with `taken_by`, or `AlreadyEnded` for one that is closed.
    """
    won = tx.run(TAKE, of=conversation, at_site=site, who=member, moment=tx.now)
    found = one(tx, site, conversation)
    if not won:
        if found["state"] == CLOSED:
            raise AlreadyEnded(taken_by=found["taken_by"])
        if found["taken_by"]["id"] != member:
            raise AlreadyTaken(taken_by=found["taken_by"])
        return found
    told(tx, site, conversation)
    return found


def hold(tx: Transaction, site: str, conversation: str, member: str) -> None:
    """It is this member's, for whom the visitor's words were meant; one that is with somebody stays there."""
    if tx.run(TAKE, of=conversation, at_site=site, who=member, moment=tx.now):
        told(tx, site, conversation)


def close(tx: Transaction, site: str, conversation: str) -> dict[str, Any]:
    """End it for now; the visitor's next words open it again. Closing a closed one changes nothing."""
    closed = tx.run(CLOSE, of=conversation, at_site=site, moment=tx.now)
    found = one(tx, site, conversation)
    if closed:
        outbox.plan(tx, site, found["client"], [("conversation.closed", conversation)])
        told(tx, site, conversation)
    return found


def told(tx: Transaction, site: str, conversation: str) -> None:
    """Whoever follows it, and whoever hands out what waits, shall look again."""
    tx.after_commit(News(site, "conversation", conversation))
    tx.after_commit(News(site, QUEUE, conversation))
