"""What visitors left, as the inbox shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.console.calls_shown import mark_of
from server.console.faces import Face, face, initials, tint
from server.console.kinds_shown import Kinds
from server.console.people_shown import contacts_of, title_of
from server.console.sources_shown import page_name
from server.console.values_shown import readable
from server.console.words import Words
from server.sites.instants import read_instant

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Left:
    """One lead, ready to be drawn; `is_call`: it asks to be called, so it is taken with the call.

    `unconfirmed`: it came with a tick that waits for the link in their letter.
    """

    id: str
    mark: str
    client: str
    title: str
    initials: str
    tint: int
    contacts: Sequence[str]
    widget: str
    page: str
    values: Sequence[tuple[str, str]]
    at: int
    sample: bool
    spam: bool
    unconfirmed: bool
    is_call: bool
    taker: Face | None


def lead_of(row: Row, widgets: Mapping[str, str], calling: frozenset[str], kinds: Kinds, t: Words) -> Left:
    """One lead; `widgets` are their names by id, `calling` the kinds whose leads ask to be called."""
    taker, title = row["taken_by"], title_of(row, t)
    return Left(
        id=row["id"],
        mark=mark_of(row),
        client=row["client"],
        title=title,
        initials=initials(row["name"]),
        tint=tint(row["client"]),
        contacts=[each for each in contacts_of(row) if each != title],
        widget=widgets.get(row["widget"]) or kinds.name(row["kind"]),
        page=page_name(row["page"]),
        values=readable(row["values"], t),
        at=read_instant(row["at"]),
        sample=row["sample"],
        spam=row["spam"],
        unconfirmed=row["unconfirmed"],
        is_call=row["kind"] in calling and not row["spam"],
        taker=face(taker["id"], taker["name"] or t("notes.someone")) if taker else None,
    )


def waits(lead: Left) -> bool:
    """Whether somebody should look at it: suspected spam is listed and announced to nobody."""
    return lead.taker is None and not lead.spam and not lead.is_call
