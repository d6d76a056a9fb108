"""Whoever only bothers the team is heard no more, until somebody lets them write again."""

from sqlalchemy import bindparam, null, update

from server.audit import journal
from server.conversations import taking
from server.conversations.reading import one
from server.conversations.tables import conversations
from server.database import Transaction, prepared

_of = (conversations.c.id == bindparam("of"), conversations.c.site == bindparam("at_site"))
BLOCK = prepared(
    update(conversations)
    .where(*_of, conversations.c.blocked_at.is_(None))
    .values(blocked_at=bindparam("moment"), letter_at=null())
)
LET = prepared(update(conversations).where(*_of, conversations.c.blocked_at.is_not(None)).values(blocked_at=null()))


def block(tx: Transaction, site: str, conversation: str, member: str) -> None:
    """Close it, and take nothing more of its visitor's; blocking again changes nothing.

    What was said stays. A message that they leave in the chat with a contact is refused as well; whatever they leave in
    other widgets is kept as before.
    """
    one(tx, site, conversation)
    if tx.run(BLOCK, of=conversation, at_site=site, moment=tx.now):
        taking.close(tx, site, conversation)
        _told(tx, site, member, "conversation.blocked", conversation)


def let_write(tx: Transaction, site: str, conversation: str, member: str) -> None:
    """Hear them again; it stays closed until they write."""
    one(tx, site, conversation)
    if tx.run(LET, of=conversation, at_site=site):
        _told(tx, site, member, "conversation.unblocked", conversation)


def _told(tx: Transaction, site: str, member: str, act: str, conversation: str) -> None:
    journal.record(tx, site, member, act, conversation)
    taking.told(tx, site, conversation)
