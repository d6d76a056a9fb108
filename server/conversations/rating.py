"""What a visitor thinks of a conversation that was closed."""

from sqlalchemy import bindparam, or_, update

from server.clients import outbox
from server.conversations.said import tidy
from server.conversations.states import CLOSED
from server.conversations.tables import conversations
from server.database import News, Transaction, prepared

OPINION_LENGTH = 1000

RATE = prepared(
    update(conversations)
    .where(
        conversations.c.id == bindparam("of"),
        conversations.c.site == bindparam("at_site"),
        conversations.c.state == CLOSED,
        conversations.c.blocked_at.is_(None),
        or_(
            conversations.c.rated_at.is_(None),
            conversations.c.rated_at < conversations.c.closed_at,
            conversations.c.rating != bindparam("value"),
            conversations.c.opinion != bindparam("said"),
        ),
    )
    .values(rating=bindparam("value"), opinion=bindparam("said"), rated_at=bindparam("moment"))
    .returning(conversations.c.client)
)


def rate(tx: Transaction, site: str, conversation: str, value: int, opinion: str = "") -> bool:
    """Keep 1 to 5 and, if they like, some words (1,000 characters); a later one takes the place of an earlier one.

    False, and nothing is told: it is open (again), or the very same is kept already.
    """
    said = tidy(opinion)[:OPINION_LENGTH]
    client = tx.value(RATE, of=conversation, at_site=site, value=value, said=said, moment=tx.now)
    if client is None:
        return False
    outbox.plan(tx, site, client, [("conversation.rated", conversation)])
    tx.after_commit(News(site, "conversation", conversation))
    return True
