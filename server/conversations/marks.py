"""Up to where each side has read: the mark only moves on, and never beyond what was said."""

from sqlalchemy import Update, bindparam, case, null, update

from server.conversations.tables import conversations
from server.database import News, Transaction, prepared


def _mark(side: str, **more: object) -> Update:
    mark = conversations.c[side]
    return (
        update(conversations)
        .where(
            conversations.c.id == bindparam("of"),
            conversations.c.site == bindparam("at_site"),
            mark < bindparam("seen"),
            conversations.c.last >= bindparam("seen"),
        )
        .values({side: bindparam("seen"), **more})
    )


_unless_all = case((conversations.c.last <= bindparam("seen"), null()), else_=conversations.c.letter_at)
BY_VISITOR = prepared(_mark("visitor_read", letter_at=_unless_all))  # what was read goes by no letter
BY_TEAM = prepared(_mark("team_read"))


def visitor_read(tx: Transaction, site: str, conversation: str, number: int) -> bool:
    """The visitor has seen everything up to this number; False when that was known, or was never said."""
    return _moved(tx, site, conversation, tx.run(BY_VISITOR, of=conversation, at_site=site, seen=number))


def team_read(tx: Transaction, site: str, conversation: str, number: int) -> bool:
    """Somebody of the team has seen everything up to this number; False when that was known, or was never said."""
    return _moved(tx, site, conversation, tx.run(BY_TEAM, of=conversation, at_site=site, seen=number))


def _moved(tx: Transaction, site: str, conversation: str, rows: int) -> bool:
    if rows:
        tx.after_commit(News(site, "conversation", conversation))
    return bool(rows)
