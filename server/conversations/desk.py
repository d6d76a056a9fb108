"""Conversations as the team's desk lists them: by queue, with the last words and how many nobody has read."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select

from server.clients.tables import clients
from server.conversations.states import ASSIGNED, CLOSED, FREE, VISITOR
from server.conversations.tables import OPEN, conversations, messages
from server.database import Reader, prepared
from server.files import reading as files
from server.files.tables import files as sent
from server.sites.tables import members

Row = Mapping[str, Any]
WAITING, MINE, OPENED, ENDED = "waiting", "mine", "open", "closed"
QUEUES = (WAITING, MINE, OPENED, ENDED)
BEGINNING = 200  # characters of the last words that a list shows

_last = and_(messages.c.conversation == conversations.c.id, messages.c.number == conversations.c.last)
_rows = (
    select(
        conversations,
        clients.c.name,
        clients.c.phone,
        clients.c.email,
        clients.c.sample,
        members.c.name.label("taker"),
        messages.c.id.label("message"),
        messages.c.author,
        func.substr(messages.c.text, 1, BEGINNING).label("words"),
        sent.c.name.label("file"),
    )
    .join(clients, clients.c.id == conversations.c.client)
    .join(messages, _last)
    .outerjoin(sent, sent.c.id == messages.c.file)
    .outerjoin(members, members.c.id == conversations.c.taken_by)
)
_here = conversations.c.site == bindparam("site")
_free = and_(OPEN, conversations.c.state.in_(FREE))
_mine = and_(OPEN, conversations.c.state == ASSIGNED, conversations.c.taken_by == bindparam("who"))
_longest = (conversations.c.waiting_since.is_(None), conversations.c.waiting_since, conversations.c.id)
_latest = (conversations.c.last_at.desc(), conversations.c.id.desc())


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


WHERE: Mapping[str, tuple[ColumnElement[bool], Sequence[Any]]] = {
    WAITING: (_free, _longest),
    MINE: (_mine, _longest),
    OPENED: (and_(OPEN), _latest),
    ENDED: (conversations.c.state == CLOSED, _latest),
}
LISTED = {
    queue: prepared(_rows.where(_here, where).order_by(*order).limit(bindparam("most")))
    for queue, (where, order) in WHERE.items()
}
COUNTS = prepared(
    select(
        func.count().label(OPENED),
        _how_many(conversations.c.state.in_(FREE)).label(WAITING),
        _how_many(_mine).label(MINE),
    ).where(_here, OPEN)
)
ONE = prepared(_rows.where(_here, conversations.c.id == bindparam("conversation")))
OF_PERSON = prepared(
    select(conversations.c.id)
    .where(_here, conversations.c.client == bindparam("person"))
    .order_by(conversations.c.last_at.desc())
    .limit(1)
)
LATEST = prepared(
    select(messages, members.c.name.label("by"), *files.COLUMNS)
    .outerjoin(members, members.c.id == messages.c.member)
    .outerjoin(sent, sent.c.id == messages.c.file)
    .where(messages.c.conversation == bindparam("conversation"))
    .order_by(messages.c.number.desc())
    .limit(bindparam("most"))
)


class Desk(NamedTuple):
    """One queue of a site, at most so many, and how many stand in each; `more`: there are others after these."""

    rows: Sequence[Row]
    more: bool
    counts: Mapping[str, int]


def listed(reader: Reader, site: str, queue: str, member: str, most: int) -> Desk:
    """The conversations of a queue: who has waited longest first, or, of all open and of closed ones, the latest."""
    rows = reader.all(LISTED[queue], site=site, most=most + 1, **({"who": member} if queue == MINE else {}))
    return Desk(rows[:most], len(rows) > most, counts(reader, site, member))


def counts(reader: Reader, site: str, member: str) -> dict[str, int]:
    """How many are open, wait for somebody, and are this member's."""
    row = reader.one(COUNTS, site=site, who=member) or {}
    return {name: int(row.get(name) or 0) for name in (OPENED, WAITING, MINE)}


def one(reader: Reader, site: str, conversation: str) -> Row | None:
    """One conversation with its person and its last words; None where this site has none such."""
    return reader.one(ONE, site=site, conversation=conversation)


def of_person(reader: Reader, site: str, client: str) -> str:
    """The id of the conversation in which this person has spoken last; empty where there is none."""
    return str(reader.value(OF_PERSON, site=site, person=client) or "")


def latest(reader: Reader, conversation: str, most: int) -> Sequence[Row]:
    """The latest messages, the oldest of them first."""
    return reader.all(LATEST, conversation=conversation, most=most)[::-1]


def is_unread(row: Row) -> bool:
    """Whether the visitor has said the last word and nobody of the team has seen it."""
    return bool(row["author"] == VISITOR and row["last"] > row["team_read"])
