"""What is wished of a conversation that waits: to be offered earlier or later, or to a department's people."""

from typing import Any

from sqlalchemy import bindparam, update

from server.conversations.reading import one
from server.conversations.tables import conversations
from server.conversations.taking import told
from server.database import Transaction, prepared
from server.routing import departments

CHANGE = prepared(
    update(conversations).where(conversations.c.id == bindparam("of"), conversations.c.site == bindparam("at"))
)


def wish(tx: Transaction, site: str, conversation: str, priority: int | None, department: str | None) -> dict[str, Any]:
    """Keep what is wished; None leaves it as it is, an empty department means anybody.

    What is on offer to somebody stays so until that offer is over.
    """
    now = one(tx, site, conversation)
    if department:
        departments.find(tx, site, department)
    wanted = {
        "priority": now["priority"] if priority is None else priority,
        "department": now["department"] if department is None else department or None,
    }
    if any(now[name] != value for name, value in wanted.items()):
        tx.run(CHANGE, of=conversation, at=site, **wanted)
        told(tx, site, conversation)
    return one(tx, site, conversation)
