"""How a file's bytes come to rest: part by part in units of work of their own, and then at once with its message."""

import secrets
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.database import Database, Transaction, prepared
from server.errors import Invalid, NotFound, TooMany
from server.files.tables import COMING, file_parts, files

PART = 128 * 1024  # bytes in one row
TOGETHER = 8  # rows in one unit of work: a mebibyte
DAY_MS = 24 * 60 * 60 * 1000
MOST_A_DAY = 1024**3  # bytes that one site's visitors may send
MOST_OF_ONE = 256 * 1024**2  # bytes that one conversation may hold
COMING_MS = 60 * 60 * 1000  # what has not come whole by then never will

ADD = prepared(insert(files))
ADD_PART = prepared(insert(file_parts))
A_DAY = prepared(
    select(func.coalesce(func.sum(files.c.size), 0)).where(
        files.c.site == bindparam("of"), files.c.at > bindparam("since"), files.c.member.is_(None)
    )
)
OF_ONE = prepared(select(func.coalesce(func.sum(files.c.size), 0)).where(files.c.conversation == bindparam("of")))
ATTACH = prepared(
    update(files)
    .where(files.c.id == bindparam("file"), files.c.site == bindparam("at_site"), COMING)
    .values(conversation=bindparam("to"))
)
_late = select(files.c.id).where(COMING, files.c.at < bindparam("before"))
REMOVE_PARTS = prepared(
    delete(file_parts).where(
        file_parts.c.file.in_(_late.order_by(files.c.at).limit(2))  # of 80 parts each
    )
)
REMOVE = prepared(delete(files).where(files.c.id.in_(_late.order_by(files.c.at).limit(2))))


class Kept(NamedTuple):
    """A file before it belongs to anything: where, from whom (a member; None: the visitor), and what it is."""

    site: str
    member: str | None
    name: str
    type: str
    data: bytes
    width: int | None = None
    height: int | None = None


async def keep(database: Database, kept: Kept, conversation: str = "") -> str:
    """The id of the file, whose bytes are all on disk; it belongs to no conversation yet, and goes after an hour.

    `conversation` is the one it is meant for, where there is one. Of what visitors send, a conversation holds at most
    256 MiB (`Invalid`, reason `full`), and a site takes 1 GiB a day (`TooMany`).
    """
    file = await database.write(_begin, kept, conversation)
    for rows in _together(kept.data):
        await database.write(_add, file, rows)
    return file


def attach(tx: Transaction, site: str, file: str, conversation: str) -> None:
    """It belongs to this conversation from now on."""
    if not tx.run(ATTACH, file=file, at_site=site, to=conversation):
        raise NotFound


def forget_late(tx: Transaction) -> int:
    """Remove two files whose sender never came to the end of an hour ago; gives back how many rows went."""
    before = tx.now - COMING_MS
    return tx.run(REMOVE_PARTS, before=before) + tx.run(REMOVE, before=before)


def _begin(tx: Transaction, kept: Kept, conversation: str) -> str:
    if kept.member is None:
        _refuse_too_much(tx, kept, conversation)
    file = tx.new_id()
    tx.run(
        ADD,
        id=file,
        token=secrets.token_urlsafe(16),
        site=kept.site,
        member=kept.member,
        name=kept.name,
        type=kept.type,
        size=len(kept.data),
        width=kept.width,
        height=kept.height,
        at=tx.now,
    )
    return file


def _refuse_too_much(tx: Transaction, kept: Kept, conversation: str) -> None:
    size = len(kept.data)
    if conversation and int(tx.value(OF_ONE, of=conversation)) + size > MOST_OF_ONE:
        raise Invalid(errors={"file": "this conversation holds no more files"}, reasons={"file": "full"})
    if int(tx.value(A_DAY, of=kept.site, since=tx.now - DAY_MS)) + size > MOST_A_DAY:
        raise TooMany(retry_after=3600)


def _together(data: bytes) -> Iterator[list[tuple[int, bytes]]]:
    parts = [(at // PART, data[at : at + PART]) for at in range(0, len(data), PART)]
    for at in range(0, len(parts), TOGETHER):
        yield parts[at : at + TOGETHER]


def _add(tx: Transaction, file: str, rows: list[tuple[int, bytes]]) -> None:
    for number, data in rows:
        tx.run(ADD_PART, file=file, number=number, bytes=data)
