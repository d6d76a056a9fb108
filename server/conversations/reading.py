"""Conversations and messages as managers and programs read them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from server.clients.stored import json_value
from server.conversations.states import STATES
from server.conversations.tables import conversations, messages
from server.database import Reader, prepared
from server.database.paging import Page, clamp_limit, page
from server.errors import Invalid, NotFound
from server.files import reading as files
from server.files.tables import files as sent
from server.sites.instants import written
from server.sites.tables import members

_asked = members.alias("asked")
_all = (
    select(conversations, members.c.name.label("taker"), _asked.c.name.label("asked"))
    .outerjoin(members, members.c.id == conversations.c.taken_by)
    .outerjoin(_asked, _asked.c.id == conversations.c.offered_to)
)
_messages = (
    select(messages, members.c.name.label("by"), *files.COLUMNS)
    .outerjoin(members, members.c.id == messages.c.member)
    .outerjoin(sent, sent.c.id == messages.c.file)
)
SITE = prepared(select(conversations.c.site).where(conversations.c.id == bindparam("conversation")))
ONE = prepared(_all.where(conversations.c.id == bindparam("conversation"), conversations.c.site == bindparam("site")))
MESSAGE = prepared(_messages.where(messages.c.id == bindparam("message")))
AFTER = prepared(
    _messages.where(messages.c.conversation == bindparam("conversation"), messages.c.number > bindparam("after"))
    .order_by(messages.c.number)
    .limit(bindparam("most"))
)


def site_of(reader: Reader, conversation: str) -> str | None:
    """The site of a conversation, or None: a door asks it before it asks who may read it."""
    found: str | None = reader.value(SITE, conversation=conversation)
    return found


def one(reader: Reader, site: str, conversation: str) -> dict[str, Any]:
    """One conversation of this site; anybody else's is `not_found`."""
    row = reader.one(ONE, conversation=conversation, site=site)
    if row is None:
        raise NotFound
    return as_read(row)


def of_site(
    reader: Reader, site: str, state: str | None = None, cursor: str | None = None, limit: int | None = None
) -> Page[dict[str, Any]]:
    """The site's conversations, the newest first, of one state where it is named."""
    most = clamp_limit(limit)
    if state not in (None, *STATES):
        raise Invalid(errors={"state": f"one of: {', '.join(STATES)}"})
    query = _all.where(conversations.c.site == site).order_by(conversations.c.id.desc()).limit(most + 1)
    if state is not None:
        query = query.where(conversations.c.state == state)
    if cursor:
        query = query.where(conversations.c.id < cursor)
    return page([as_read(row) for row in reader.all(query)], most, lambda item: str(item["id"]))


def messages_of(
    reader: Reader, conversation: str, cursor: str | None = None, limit: int | None = None
) -> Page[dict[str, Any]]:
    """Its messages, the oldest first; the cursor is the number of the last one read."""
    most = clamp_limit(limit)
    try:
        after = int(cursor or 0)
    except ValueError as error:
        raise Invalid(errors={"cursor": "what `next` of an earlier page was"}) from error
    rows = reader.all(AFTER, conversation=conversation, after=min(after, 2**31 - 1), most=most + 1)
    return page([message_as_read(row) for row in rows], most, lambda item: str(item["number"]))


def message(reader: Reader, message_id: str) -> dict[str, Any]:
    """One message, as it is answered."""
    row = reader.one(MESSAGE, message=message_id)
    if row is None:
        raise NotFound
    return message_as_read(row)


def message_of_site(reader: Reader, site: str, message_id: str) -> dict[str, Any]:
    """One message of this site; anybody else's is `not_found`."""
    found = message(reader, message_id)
    if site_of(reader, found["conversation"]) != site:
        raise NotFound
    return found


def as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored conversation in the form that the API answers with."""
    return {
        **{name: row[name] for name in ("id", "site", "client", "widget", "state", "language", "last")},
        **{name: row[name] for name in ("visitor_read", "team_read")},
        "page": json_value(row["page"]),
        **{name: row[name] for name in ("department", "priority")},
        "taken_by": {"id": row["taken_by"], "name": row["taker"] or ""} if row["taken_by"] else None,
        "offered_to": {"id": row["offered_to"], "name": row["asked"] or ""} if row["offered_to"] else None,
        "offered_until": None if row["offered_until"] is None else written(row["offered_until"]),
        "created_at": written(row["created_at"]),
        "last_at": written(row["last_at"]),
        "waiting_since": None if row["waiting_since"] is None else written(row["waiting_since"]),
        "closed_at": None if row["closed_at"] is None else written(row["closed_at"]),
        "rating": row["rating"],
        "opinion": row["opinion"],
        "rated_at": None if row["rated_at"] is None else written(row["rated_at"]),
    }


def message_as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored message in the form that the API answers with."""
    return {
        **{name: row[name] for name in ("id", "conversation", "number", "author", "text", "lead")},
        "file": files.told(row),
        "member": {"id": row["member"], "name": row["by"] or ""} if row["member"] else None,
        "at": written(row["at"]),
    }
