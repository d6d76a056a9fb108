"""What the team reads of a conversation's letters: that one will go, that it went, or why it did not."""

from typing import Any

from sqlalchemy import bindparam, select

from server.answers.states import FAILED, SEEN, SENT, WAITING
from server.answers.tables import letters
from server.clients.tables import clients
from server.conversations.tables import conversations
from server.database import Reader, prepared
from server.optin.stopping import is_stopped

PLANNED = "planned"
OF = prepared(
    select(
        conversations.c.site,
        conversations.c.visitor_read,
        conversations.c.last,
        conversations.c.letter_at,
        clients.c.email,
    )
    .join(clients, clients.c.id == conversations.c.client)
    .where(conversations.c.id == bindparam("of"))
)
LATEST = prepared(
    select(*(letters.c[name] for name in ("state", "email", "at", "sent_at", "until", "reason")))
    .where(letters.c.conversation == bindparam("of"), letters.c.state != SEEN)
    .order_by(letters.c.at.desc())
    .limit(1)
)


def of(reader: Reader, conversation: str) -> dict[str, Any] | None:
    """How the answers stand that nobody has read: `{state, email, at, reason}`; None where there is nothing to say.

    `state` is `planned` (`at`: the earliest), `waiting` (its mail server is tried again), `sent` or `failed`.
    """
    row = reader.one(OF, of=conversation)
    if row is None or row["visitor_read"] >= row["last"]:
        return None
    latest = reader.one(LATEST, of=conversation)
    if row["letter_at"] is not None and not (latest and latest["state"] == WAITING):
        is_none = not row["email"] or is_stopped(reader, row["site"], row["email"])
        return None if is_none else {"state": PLANNED, "email": row["email"], "at": row["letter_at"], "reason": ""}
    if latest is None or (latest["state"] in (SENT, FAILED) and latest["until"] <= row["visitor_read"]):
        return None
    at = latest["sent_at"] or latest["at"]
    return {"state": latest["state"], "email": latest["email"], "at": at, "reason": latest["reason"]}
