"""Which conversations hold answers that should go by letter now: one letter holds all of them, and few go a day."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, bindparam, case, func, insert, select, update

from server.answers.states import APART_MS, DAY_MS, LATE_MS, MINUTE_MS, MOST_A_DAY, SEEN, SENT, WAITING
from server.answers.tables import letters
from server.clients.tables import clients
from server.conversations.states import MANAGER
from server.conversations.tables import conversations, messages
from server.database import Reader, Transaction, prepared
from server.optin.stopping import is_stopped

MOST = 20  # conversations in one unit

_due = (conversations.c.letter_at.is_not(None), conversations.c.letter_at <= bindparam("moment"))
IS_DUE = prepared(select(conversations.c.id).where(*_due).limit(1))
DUE = prepared(
    select(
        *(conversations.c[name] for name in ("id", "site", "client", "language", "visitor_read", "letter_at")),
        clients.c.email,
    )
    .join(clients, clients.c.id == conversations.c.client)
    .where(*_due)
    .order_by(conversations.c.letter_at)
    .limit(MOST)
    .with_for_update(of=conversations, skip_locked=True)
)
_is_recent = letters.c.at > bindparam("since")
SO_FAR = prepared(
    select(
        func.max(case((letters.c.state == SENT, letters.c.until), else_=0)).label("told"),
        func.max(case((letters.c.state == WAITING, 1), else_=0)).label("waiting"),
        func.count(case((and_(_is_recent, letters.c.state != SEEN), 1))).label("today"),
        func.min(case((and_(_is_recent, letters.c.state != SEEN), letters.c.at))).label("first"),
        func.max(case((letters.c.state != SEEN, letters.c.at))).label("latest"),
    ).where(letters.c.conversation == bindparam("of"))
)
UNSEEN = prepared(
    select(messages.c.id)
    .where(
        messages.c.conversation == bindparam("of"),
        messages.c.number > bindparam("after"),
        messages.c.author == MANAGER,
    )
    .limit(1)
)
ADD = prepared(insert(letters))
PUT_OFF = prepared(
    update(conversations).where(conversations.c.id == bindparam("of")).values(letter_at=bindparam("then"))
)


def is_due(reader: Reader, now: int) -> bool:
    """Whether a conversation is to be looked at."""
    return reader.value(IS_DUE, moment=now) is not None


def plan(tx: Transaction) -> None:
    """Look at 20 conversations whose time has come: plan a letter, put it off to when it may go, or let it be."""
    for row in tx.all(DUE, moment=tx.now):
        so_far = tx.one(SO_FAR, of=row["id"], since=tx.now - DAY_MS) or {}
        then = _then(tx, row, so_far)
        if then == tx.now:
            _add(tx, row)
        tx.run(PUT_OFF, of=row["id"], then=then if then > tx.now else None)


def _then(tx: Transaction, row: Mapping[str, Any], so_far: Mapping[str, Any]) -> int:
    """When a letter goes: now, later, or (0) not at all."""
    now = tx.now
    if not row["email"] or now - row["letter_at"] > LATE_MS:
        return 0
    if is_stopped(tx, row["site"], row["email"]):
        return 0
    after = max(row["visitor_read"], so_far["told"] or 0)
    if tx.value(UNSEEN, of=row["id"], after=after) is None:
        return 0
    if so_far["waiting"]:  # it takes this along when it goes, unless it is in hand at this moment
        return now + MINUTE_MS
    free = (so_far["latest"] or 0) + APART_MS
    if so_far["today"] >= MOST_A_DAY:
        free = max(free, so_far["first"] + DAY_MS)
    return max(now, free)


def _add(tx: Transaction, row: Mapping[str, Any]) -> None:
    whose = {"site": row["site"], "conversation": row["id"], "client": row["client"]}
    said = {"email": row["email"], "language": row["language"], "until": 0, "state": WAITING, "reason": ""}
    tx.run(ADD, id=tx.new_id(), **whose, **said, attempts=0, next_at=tx.now, at=tx.now)
