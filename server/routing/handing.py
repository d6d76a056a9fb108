"""A conversation is handed on: to a colleague, or to a department, which may be everybody's."""

from typing import Any

from sqlalchemy import String, bindparam, null, update

from server.conversations import notes
from server.conversations.reading import one
from server.conversations.states import ASSIGNED, WAITING
from server.conversations.tables import OPEN, conversations
from server.conversations.taking import NOT_OFFERED, told
from server.database import Transaction, prepared
from server.errors import AlreadyEnded, Invalid
from server.routing import departments
from server.sites.colleagues import find
from server.sites.policy import Action, allows

_of = (conversations.c.id == bindparam("of"), conversations.c.site == bindparam("at"), OPEN)
TO_MEMBER = prepared(
    update(conversations)
    .where(*_of)
    .values(
        state=ASSIGNED,
        taken_by=bindparam("who", type_=String),
        keeper=bindparam("who", type_=String),
        taken_at=bindparam("moment"),
        **NOT_OFFERED,
    )
)
TO_DEPARTMENT = prepared(
    update(conversations)
    .where(*_of)
    .values(
        state=WAITING,
        department=bindparam("to", type_=String),
        taken_by=null(),
        taken_at=null(),
        keeper=null(),
        **NOT_OFFERED,
    )
)


def to_member(tx: Transaction, site: str, conversation: str, member: str, by: str | None = None) -> dict[str, Any]:
    """From now on it is this colleague's; `by` another member it rings there, and a note says who handed it on.

    Raises `Invalid` for somebody who may not answer here, and `AlreadyEnded` for a closed one.
    """
    one(tx, site, conversation)
    colleague = find(tx, site, member)
    if colleague is None or colleague.disabled or not allows(colleague.role, Action.ANSWER_CONVERSATIONS):
        raise Invalid(errors={"to": "somebody who answers at this site"}, reasons={"to": "unknown"})
    rows = tx.run(TO_MEMBER, of=conversation, at=site, who=member, moment=tx.now)
    found = _handed(tx, site, conversation, rows)
    if by and by != member:
        notes.hand_over(tx, site, conversation, by, colleague.name, member)
    return found


def to_department(
    tx: Transaction, site: str, conversation: str, department: str, by: str | None = None
) -> dict[str, Any]:
    """It waits again, for whoever works in this department; without one for anybody."""
    one(tx, site, conversation)
    name = departments.find(tx, site, department).name if department else ""
    rows = tx.run(TO_DEPARTMENT, of=conversation, at=site, to=department or None)
    found = _handed(tx, site, conversation, rows)
    if by and name:
        notes.hand_over(tx, site, conversation, by, name)
    return found


def _handed(tx: Transaction, site: str, conversation: str, rows: int) -> dict[str, Any]:
    found = one(tx, site, conversation)
    if not rows:
        raise AlreadyEnded(taken_by=found["taken_by"])
    told(tx, site, conversation)
    return found
