"""Which letters with answers are to be sent now, what each tells, and how it went."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from server.answers import planning
from server.answers.states import FAILED, SEEN, SENT, WAITING
from server.answers.tables import letters
from server.conversations.states import MANAGER
from server.conversations.tables import conversations, messages
from server.database import News, Reader, Row, Transaction, prepared
from server.files.tables import files
from server.optin.stopping import is_stopped
from server.sites import sites as all_sites
from server.sites.tables import members

LEASE_MS = 60_000  # longer than a letter takes
MOST = 8  # in one hand
MOST_TOLD = 50  # messages in one letter; what is beyond them goes with the next one

_due = (
    letters.c.state == WAITING,
    letters.c.next_at <= bindparam("moment"),
    or_(letters.c.leased_until.is_(None), letters.c.leased_until < bindparam("moment")),
)
IS_DUE = prepared(select(letters.c.id).where(*_due).limit(1))
_oldest = (
    select(letters.c.id)
    .where(*_due)
    .order_by(letters.c.next_at, letters.c.id)
    .limit(MOST)
    .with_for_update(skip_locked=True)
)
CLAIM = prepared(
    update(letters)
    .where(letters.c.id.in_(_oldest))
    .values(leased_until=bindparam("until"), attempts=letters.c.attempts + 1)
    .returning(*(letters.c[name] for name in ("id", "site", "conversation", "email", "language", "attempts")))
)
TOLD = prepared(
    select(letters.c.until)
    .where(letters.c.conversation == bindparam("of"), letters.c.state == SENT)
    .order_by(letters.c.until.desc())
    .limit(1)
)
STANDING = prepared(
    select(conversations.c.visitor_read, conversations.c.page).where(conversations.c.id == bindparam("of"))
)
ANSWERS = prepared(
    select(messages.c.number, messages.c.text, members.c.name.label("by"), files.c.name.label("file"))
    .outerjoin(members, members.c.id == messages.c.member)
    .outerjoin(files, files.c.id == messages.c.file)
    .where(
        messages.c.conversation == bindparam("of"),
        messages.c.number > bindparam("after"),
        messages.c.author == MANAGER,
    )
    .order_by(messages.c.number)
    .limit(MOST_TOLD + 1)
)
GIVE_BACK = prepared(update(letters).where(letters.c.leased_until.is_not(None)).values(leased_until=None))
_this = letters.c.id == bindparam("letter")
HOLDS = prepared(update(letters).where(_this).values(until=bindparam("last")))
END = prepared(
    update(letters)
    .where(_this, letters.c.state == WAITING)
    .values(state=bindparam("how"), leased_until=None, reason=bindparam("said"), sent_at=bindparam("then"))
    .returning(letters.c.site, letters.c.conversation)
)
AGAIN = prepared(
    update(letters).where(_this).values(leased_until=None, reason=bindparam("said"), next_at=bindparam("due"))
)


def is_due(reader: Reader, now: int) -> bool:
    """Whether a letter is to be planned or sent now."""
    return planning.is_due(reader, now) or reader.value(IS_DUE, moment=now) is not None


def claim(tx: Transaction) -> list[Row]:
    """Plan what is due, and take at most 8 letters in hand for a minute.

    Each comes with `answers` (`{text, by, file}`, the oldest first), its `site` and the `page` of its visitor. What
    was read meanwhile goes no more.
    """
    planning.plan(tx)
    rows = (_filled(tx, row) for row in tx.all(CLAIM, moment=tx.now, until=tx.now + LEASE_MS))
    return [row for row in rows if row]


def give_back(tx: Transaction) -> int:
    """Let wait again whatever is in hand: at the start of the only process there is."""
    return tx.run(GIVE_BACK)


def accepted(tx: Transaction, letter: str) -> None:
    """The mail server has taken the letter: its link is good for 30 days from now."""
    _end(tx, letter, SENT)


def failed(tx: Transaction, letter: str, reason: str, wait_ms: int | None) -> None:
    """It was not taken: try again after so long, or give it up; the next answer's letter holds these as well."""
    if wait_ms is None:
        _end(tx, letter, FAILED, reason)
    else:
        tx.run(AGAIN, letter=letter, said=reason, due=tx.now + wait_ms)


def _end(tx: Transaction, letter: str, how: str, reason: str = "") -> None:
    row = tx.one(END, letter=letter, how=how, said=reason, then=tx.now if how == SENT else None)
    if row:
        tx.after_commit(News(row["site"], "conversation", row["conversation"]))


def _filled(tx: Transaction, row: Mapping[str, Any]) -> Row | None:
    standing = tx.one(STANDING, of=row["conversation"])
    site = all_sites.find(tx, row["site"])
    after = max(standing["visitor_read"], tx.value(TOLD, of=row["conversation"]) or 0) if standing else 0
    found = tx.all(ANSWERS, of=row["conversation"], after=after)
    if standing is None or site is None or not found or is_stopped(tx, site.id, row["email"]):
        _end(tx, row["id"], SEEN)
        return None
    if len(found) > MOST_TOLD:
        tx.run(planning.PUT_OFF, of=row["conversation"], then=tx.now)
    answers, last = found[:MOST_TOLD], found[:MOST_TOLD][-1]["number"]
    tx.run(HOLDS, letter=row["id"], last=last)
    return {**row, "site": site, "page": standing["page"], "answers": answers, "until": last}
