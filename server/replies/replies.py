"""The ready answers of a site: listed in their order, made, changed, deleted and brought back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.audit import journal
from server.database import News, Reader, Transaction, prepared
from server.errors import AlreadyExists, Invalid, NotFound
from server.replies.reply_input import MOST_OF_SITE, NewReply, ReplyChange
from server.replies.tables import replies

KEPT_MS = 60 * 60 * 1000  # so long a deleted answer can be brought back
FORGOTTEN_ROWS = 50
KIND = "replies"

_live = replies.c.gone_at.is_(None)
_of = replies.c.site == bindparam("of")
OF_SITE = prepared(
    select(replies).where(_of, _live).order_by(replies.c.position, replies.c.id).limit(bindparam("most"))
)
ONE = prepared(select(replies).where(replies.c.id == bindparam("reply")))
SAME = prepared(
    select(replies.c.id).where(
        _of, _live, replies.c.shortcut == bindparam("short"), replies.c.language == bindparam("tongue")
    )
)
STANDING = prepared(select(func.count().label("count"), func.max(replies.c.position).label("last")).where(_of, _live))
ADD = prepared(insert(replies))
CHANGE = prepared(update(replies).where(replies.c.id == bindparam("reply")))
_gone = select(replies.c.id).where(_of, replies.c.gone_at < bindparam("until")).limit(FORGOTTEN_ROWS)
FORGET = prepared(delete(replies).where(replies.c.id.in_(_gone)))


def site_of(reader: Reader, reply: str) -> str | None:
    """The site of a ready answer, or None: a door asks it before it asks who may read it."""
    row = reader.one(ONE, reply=reply)
    return str(row["site"]) if row and row["gone_at"] is None else None


def of_site(reader: Reader, site: str) -> list[dict[str, Any]]:
    """The site's ready answers, in their order."""
    return [as_read(row) for row in reader.all(OF_SITE, of=site, most=MOST_OF_SITE)]


def one(reader: Reader, site: str, reply: str) -> dict[str, Any]:
    """One of this site; anybody else's is `not_found`."""
    return as_read(_live_one(reader, site, reply))


def add(tx: Transaction, site: str, member: str, new: NewReply) -> str:
    """Keep a ready answer, at the end of the list unless a place is named; gives back its id."""
    standing = tx.one(STANDING, of=site) or {"count": 0, "last": None}
    if standing["count"] >= MOST_OF_SITE:
        raise Invalid(errors={"shortcut": f"a site has at most {MOST_OF_SITE} ready answers"})
    _refuse_same(tx, site, new.shortcut, new.language)
    tx.run(FORGET, of=site, until=tx.now - KEPT_MS)
    reply, place = tx.new_id(), new.position
    tx.run(
        ADD,
        id=reply,
        site=site,
        shortcut=new.shortcut,
        title=new.title,
        text=new.text,
        language=new.language,
        position=int(standing["last"] or 0) + 1 if place is None else place,
        created_at=tx.now,
        gone_at=None,
    )
    _told(tx, site, member, "reply.created", reply, new.shortcut)
    return reply


def change(tx: Transaction, site: str, member: str, reply: str, wanted: ReplyChange) -> None:
    """Replace what is named; a change that changes nothing is not told."""
    row = _live_one(tx, site, reply)
    now = {name: value for name, value in wanted.named().items() if row[name] != value}
    if not now:
        return
    shortcut = str(now.get("shortcut", row["shortcut"]))
    _refuse_same(tx, site, shortcut, str(now.get("language", row["language"])), reply)
    tx.run(CHANGE, reply=reply, **now)
    _told(tx, site, member, "reply.changed", reply, shortcut)


def remove(tx: Transaction, site: str, member: str, reply: str) -> str:
    """Delete one; for an hour it can be brought back. Gives back its shortcut."""
    row = _live_one(tx, site, reply)
    tx.run(CHANGE, reply=reply, gone_at=tx.now)
    _told(tx, site, member, "reply.deleted", reply, row["shortcut"])
    return str(row["shortcut"])


def restore(tx: Transaction, site: str, member: str, reply: str) -> None:
    """Bring a deleted one back; bringing back what is there changes nothing."""
    row = tx.one(ONE, reply=reply)
    if row is None or row["site"] != site:
        raise NotFound
    if row["gone_at"] is None:
        return
    _refuse_same(tx, site, row["shortcut"], row["language"])
    tx.run(CHANGE, reply=reply, gone_at=None)
    _told(tx, site, member, "reply.restored", reply, row["shortcut"])


def as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored ready answer in the form that programs and pages read."""
    return {name: row[name] for name in ("id", "site", "shortcut", "title", "text", "language", "position")}


def _live_one(reader: Reader, site: str, reply: str) -> Mapping[str, Any]:
    row = reader.one(ONE, reply=reply)
    if row is None or row["site"] != site or row["gone_at"] is not None:
        raise NotFound
    return row


def _refuse_same(reader: Reader, site: str, shortcut: str, language: str, but: str = "") -> None:
    if reader.value(SAME, of=site, short=shortcut, tongue=language) not in (None, but):
        raise AlreadyExists("Another ready answer has this shortcut.", errors={"shortcut": "another one has it"})


def _told(tx: Transaction, site: str, member: str, act: str, reply: str, shortcut: str) -> None:
    journal.record(tx, site, member, act, reply, name=f"/{shortcut}")
    tx.after_commit(News(site, KIND, reply))
