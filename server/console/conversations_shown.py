"""Conversations as the desk shows them."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.console.faces import initials, tint
from server.console.people_shown import contacts_of, title_of
from server.console.sources_shown import page_name
from server.console.times import Clock
from server.console.words import Words
from server.conversations.desk import is_unread
from server.conversations.states import BOT, CLOSED, FREE, MANAGER, VISITOR
from server.files.reading import told
from server.replies.variables import Known

Row = Mapping[str, Any]
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation; `unread` counts what nobody of the team has seen, `mark` changes with what is drawn of it.

    `calls`: a note in it names this member, who has not seen it. `rating`: 1 to 5, once its visitor has said so.
    """

    id: str
    mark: str
    client: str
    title: str
    initials: str
    tint: int
    contacts: Sequence[str]
    page: str
    url: str
    words: str
    is_theirs: bool
    unread: int
    state: str
    is_free: bool
    is_closed: bool
    taker: str
    is_mine: bool
    is_offered: bool
    at: int
    waiting_since: int | None
    last: int
    visitor_read: int
    sample: bool
    calls: bool
    rating: int | None
    opinion: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; `size` in words. A picture is shown, `width` and `height` are its pixels."""

    name: str
    path: str
    size: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message, or a note of the team's (`is_note`, without a number).

    `day` where a new day begins with it, `seen` under the last of the team's that the visitor saw, `calls` on a note
    that names this member, who has not seen it.
    """

    id: str
    number: int
    author: str
    name: str
    is_mine: bool
    text: str
    at: int
    day: str
    seen: bool
    mark: str
    is_note: bool = False
    calls: bool = False
    file: Attachment | None = None


def talk_of(row: Row, member: str, t: Words, now: int, calling: Container[str] = ()) -> Talk:
    """A conversation of the list."""
    is_offered = row["state"] in FREE and row["offered_to"] == member and row["offered_until"] > now
    page = json.loads(row["page"])
    unread = row["last"] - row["team_read"] if is_unread(row) else 0
    taker, title = row["taker"] or (t("notes.someone") if row["taken_by"] else ""), title_of(row, t)
    shown = (is_offered, row["id"] in calling)
    drawn = (
        row["message"],
        row["state"],
        row["taken_by"],
        unread,
        title,
        row["visitor_read"],
        row["rating"],
        row["blocked_at"],
        *shown,
    )
    return Talk(
        id=row["id"],
        mark="-".join(str(each) for each in drawn),
        client=row["client"],
        title=title,
        initials=initials(row["name"]),
        tint=tint(row["client"]),
        contacts=[each for each in contacts_of(row) if each != title],
        page=page_name(page),
        url=page.get("url", ""),
        words=row["words"] or row["file"] or "",
        is_theirs=row["author"] == VISITOR,
        unread=unread,
        state=row["state"],
        is_free=row["state"] in FREE,
        is_closed=row["state"] == CLOSED,
        taker=taker,
        is_mine=row["taken_by"] == member,
        is_offered=is_offered,
        at=row["last_at"],
        waiting_since=row["waiting_since"],
        last=row["last"],
        visitor_read=row["visitor_read"],
        sample=bool(row["sample"]),
        calls=row["id"] in calling,
        rating=row["rating"],
        opinion=row["opinion"],
        is_blocked=row["blocked_at"] is not None,
    )


def known_of(row: Row, manager: str, site: str) -> Known:
    """What a ready answer may say of the person and the place of this conversation."""
    page = json.loads(row["page"])
    return Known(row["name"] or "", manager, site, page.get("title", ""))


def called(visitor: str, t: Words) -> dict[str, str]:
    """What each kind of author is called; somebody of the team by name, where they have not left."""
    return {VISITOR: visitor, MANAGER: t("notes.someone"), BOT: t("talks.by_itself")}


def attachment_of(row: Row, t: Words) -> Attachment | None:
    """The file of a message, where it has one."""
    file = told(row)
    if file is None:
        return None
    return Attachment(file["name"], file["path"], size_of(file["size"], t), file.get("width", 0), file.get("height", 0))


def size_of(size: int, t: Words) -> str:
    """How many kilobytes or megabytes these bytes are, in words; a kilobyte has 1,024."""
    if size < MEGABYTE:
        return t("talks.kilobytes", n=max(1, round(size / 1024)))
    return t("talks.megabytes", n=f"{size / MEGABYTE:.1f}")


def bubbles(
    rows: Sequence[Row], notes: Sequence[Row], talk: Talk, calling: Container[str], member: str, clock: Clock, t: Words
) -> list[Bubble]:
    """The messages of a conversation and the notes between them, ready to be drawn; `calling`: notes that call."""
    seen = max(
        (row["number"] for row in rows if row["author"] == MANAGER and row["number"] <= talk.visitor_read), default=0
    )
    shown, day, names = [], "", called(talk.title, t)
    for row in sorted([*rows, *notes], key=lambda each: (each["at"], each["id"])):
        is_note = "number" not in row
        number, author = (0, MANAGER) if is_note else (row["number"], row["author"])
        today = clock.day(row["at"])
        began, day = today != day, today
        is_seen, calls = 0 < number == seen, row["id"] in calling
        shown.append(
            Bubble(
                id=row["id"],
                number=number,
                author=author,
                name=row["by"] or names[author],
                is_mine=row["member"] == member,
                text=row["text"],
                at=row["at"],
                day=today if began else "",
                seen=is_seen,
                mark=f"{is_seen}-{today if began else ''}-{calls}",
                is_note=is_note,
                calls=calls,
                file=None if is_note else attachment_of(row, t),
            )
        )
    return shown
