"""What the team writes to itself beside a conversation: kept apart from the messages, on no road of a visitor's."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from server.conversations.said import Said
from server.conversations.tables import conversations, mentions, notes
from server.database import News, Reader, Transaction, prepared
from server.database.paging import Page, clamp_limit, page
from server.errors import KeyReused, NotFound
from server.sites import members as team
from server.sites.instants import written
from server.sites.tables import members

Row = Mapping[str, Any]
KIND = "note"  # of news; what visitors' pages follow is another kind
MOST_SHOWN = 200
MOST_NAMED = 20
MOST_UNREAD = 50

_rows = select(notes, members.c.name.label("by")).outerjoin(members, members.c.id == notes.c.member)
_of = notes.c.conversation == bindparam("of")
HERE = prepared(
    select(conversations.c.id).where(
        conversations.c.id == bindparam("of"), conversations.c.site == bindparam("at_site")
    )
)
ADD = prepared(insert(notes))
NAME = prepared(insert(mentions))
ONE = prepared(_rows.where(notes.c.id == bindparam("note")))
KNOWN = prepared(
    _rows.where(
        notes.c.site == bindparam("at_site"), notes.c.member == bindparam("who"), notes.c.key == bindparam("sent")
    )
)
LATEST = prepared(
    _rows.where(_of, notes.c.at >= bindparam("since")).order_by(notes.c.id.desc()).limit(bindparam("most"))
)
AFTER = prepared(_rows.where(_of, notes.c.id > bindparam("after")).order_by(notes.c.id).limit(bindparam("most")))
_unread = (mentions.c.member == bindparam("who"), mentions.c.site == bindparam("at_site"), mentions.c.read_at.is_(None))
UNREAD = prepared(
    select(notes.c.id, notes.c.conversation, notes.c.text, members.c.name.label("by"))
    .join(mentions, mentions.c.note == notes.c.id)
    .outerjoin(members, members.c.id == notes.c.member)
    .where(*_unread)
    .order_by(notes.c.id.desc())
    .limit(MOST_UNREAD)
)
CALLED = prepared(
    select(func.count()).select_from(mentions).where(*_unread, mentions.c.conversation == bindparam("of"))
)
SEEN = prepared(
    update(mentions)
    .where(
        mentions.c.conversation == bindparam("of"),
        mentions.c.member == bindparam("who"),
        mentions.c.site == bindparam("at_site"),
        mentions.c.read_at.is_(None),
    )
    .values(read_at=bindparam("moment"))
)


def add(tx: Transaction, site: str, conversation: str, member: str, said: Said) -> tuple[dict[str, Any], bool]:
    """Keep a note, once for each key of its writer; whoever is named with `@` is told. False: it had been kept before.

    It changes nothing of the conversation itself: who has it, who waits and what is unread stay as they are.
    """
    if known := tx.one(KNOWN, at_site=site, who=member, sent=said.key):
        if (known["conversation"], known["text"]) != (conversation, said.text):
            raise KeyReused
        return as_read(known), False
    if tx.value(HERE, of=conversation, at_site=site) is None:
        raise NotFound
    called = named(said.text, [(one.id, one.name) for one, _ in team.of_site(tx, site)])
    return _keep(tx, site, conversation, member, said, called), True


def hand_over(tx: Transaction, site: str, conversation: str, member: str, to: str, receiver: str = "") -> None:
    """A member has handed this on: a line beside what was said, and it rings at the colleague who has it now."""
    said = Said(tx.new_id(), f"→ {to}")
    _keep(tx, site, conversation, member, said, [receiver] if receiver else [])


def _keep(
    tx: Transaction, site: str, conversation: str, member: str, said: Said, called: Iterable[str]
) -> dict[str, Any]:
    note = tx.new_id()
    row = {"id": note, "site": site, "conversation": conversation, "member": member}
    tx.run(ADD, **row, text=said.text, key=said.key, at=tx.now)
    for each in called:
        if each != member:
            tx.run(NAME, note=note, member=each, site=site, conversation=conversation, read_at=None)
    tx.after_commit(News(site, KIND, conversation))
    return one(tx, note)


def named(text: str, colleagues: Sequence[tuple[str, str]]) -> list[str]:
    """The ids of those whom a text names: `@` and the whole name, or its first word where only one is called so."""
    said = text.casefold()
    firsts = [name.casefold().partition(" ")[0] for _, name in colleagues]
    found = [
        member
        for (member, name), first in zip(colleagues, firsts, strict=True)
        if _calls(said, name.casefold()) or (firsts.count(first) == 1 and _calls(said, first))
    ]
    return found[:MOST_NAMED]


def one(reader: Reader, note: str) -> dict[str, Any]:
    """One note, as it is answered."""
    row = reader.one(ONE, note=note)
    if row is None:
        raise NotFound
    return as_read(row)


def latest(reader: Reader, conversation: str, since: int) -> Sequence[Row]:
    """The latest notes that are not older than this moment (ms), the oldest of them first."""
    return reader.all(LATEST, of=conversation, since=since, most=MOST_SHOWN)[::-1]


def of_conversation(
    reader: Reader, conversation: str, cursor: str | None = None, limit: int | None = None
) -> Page[dict[str, Any]]:
    """Its notes, the oldest first."""
    most = clamp_limit(limit)
    rows = reader.all(AFTER, of=conversation, after=cursor or "", most=most + 1)
    return page([as_read(row) for row in rows], most, lambda item: str(item["id"]))


def calling(reader: Reader, site: str, member: str) -> Sequence[Row]:
    """The notes that name this member and that they have not seen, the latest first; 50 at most."""
    return reader.all(UNREAD, who=member, at_site=site)


def seen(tx: Transaction, site: str, conversation: str, member: str) -> bool:
    """This member has the conversation before their eyes: nothing in it calls them any longer."""
    if not tx.value(CALLED, who=member, at_site=site, of=conversation):
        return False
    tx.run(SEEN, of=conversation, who=member, at_site=site, moment=tx.now)
    tx.after_commit(News(site, KIND, conversation))
    return True


def as_read(row: Row) -> dict[str, Any]:
    """A stored note in the form that the API answers with."""
    return {
        **{name: row[name] for name in ("id", "conversation", "text")},
        "member": {"id": row["member"], "name": row["by"] or ""},
        "at": written(row["at"]),
    }


def _calls(said: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w)@{re.escape(name)}(?!\w)", said) is not None
