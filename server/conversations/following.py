"""What a visitor's page is told of their conversation: the messages from where it stands, and how it goes."""

import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from server.conversations.tables import conversations, messages
from server.database import Reader, prepared
from server.files import reading as files
from server.files.tables import files as sent
from server.sites.tables import members

TOGETHER = 50  # messages in one frame
MOST_MISSED = 200  # a page that lacks more is given the latest 50, and sees the gap

STATE = prepared(
    select(
        conversations.c.id,
        conversations.c.state,
        conversations.c.last,
        conversations.c.team_read,
        conversations.c.visitor_read,
        conversations.c.taken_by,
        conversations.c.rating,
        conversations.c.opinion,
        conversations.c.rated_at,
        conversations.c.closed_at,
        members.c.name,
        members.c.picture,
    )
    .outerjoin(members, members.c.id == conversations.c.taken_by)
    .where(conversations.c.id == bindparam("conversation"))
)
AFTER = prepared(
    select(messages, members.c.name, *files.COLUMNS)
    .outerjoin(members, members.c.id == messages.c.member)
    .outerjoin(sent, sent.c.id == messages.c.file)
    .where(
        messages.c.conversation == bindparam("conversation"),
        messages.c.number > bindparam("after"),
        messages.c.number <= bindparam("until"),
    )
    .order_by(messages.c.number)
)


def state_of(reader: Reader, conversation: str) -> dict[str, Any] | None:
    """How it stands, for its visitor: `{id, state, last, read, rated?, opinion?, by?}`; None once it was erased."""
    row = reader.one(STATE, conversation=conversation)
    if row is None:
        return None
    told = {"id": row["id"], "state": row["state"], "last": row["last"], "read": row["team_read"]}
    if row["rating"] and row["rated_at"] >= (row["closed_at"] or math.inf):
        told |= {"rated": row["rating"], "opinion": row["opinion"]}
    return told | ({"by": _sender(row)} if row["taken_by"] else {})


def since(reader: Reader, conversation: str, have: int) -> list[dict[str, Any]]:
    """The frames' worth of messages after `have`, oldest first: each `{after, items, last}`; none where none is new.

    Whoever lacks more than 200, or claims what was never said, is given the latest 50 alone.
    """
    row = reader.one(STATE, conversation=conversation)
    if row is None or row["last"] == have:
        return []
    last = int(row["last"])
    start = have if 0 <= last - have <= MOST_MISSED else max(0, last - TOGETHER)
    found = _between(reader, conversation, start, last)
    parts = [found[at : at + TOGETHER] for at in range(0, len(found), TOGETHER)]
    return [{"after": part[0]["number"] - 1, "items": part, "last": last} for part in parts]


def before(reader: Reader, conversation: str, number: int) -> dict[str, Any] | None:
    """The 50 messages before this number, as one frame's worth; None where there is none."""
    row = reader.one(STATE, conversation=conversation)
    until = min(number - 1, int(row["last"])) if row else 0
    if row is None or until < 1:
        return None
    start = max(0, until - TOGETHER)
    return {"after": start, "items": _between(reader, conversation, start, until), "last": int(row["last"])}


def _between(reader: Reader, conversation: str, after: int, until: int) -> list[dict[str, Any]]:
    return [_told(row) for row in reader.all(AFTER, conversation=conversation, after=after, until=until)]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in ("id", "number", "author", "text", "at")}
    file = files.told(row)
    return told | ({"name": row["name"].partition(" ")[0]} if row["name"] else {}) | ({"file": file} if file else {})


def _sender(row: Mapping[str, Any]) -> dict[str, str]:
    """What visitors may know of a member: the first word of the name, and the picture."""
    told = {"id": row["taken_by"], "name": (row["name"] or "").partition(" ")[0]}
    return told | ({"picture": row["picture"]} if row["picture"] else {})
