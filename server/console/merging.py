"""Two people at one widget: the second is shown what the first has changed; what both have changed is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.changes_said import Change, RowChange
from server.console.form_read import stood
from server.console.pages import Pages
from server.console.seats import Seat
from server.console.widget_forms import Document
from server.console.widget_page import AtHand, Sent, WidgetPage
from server.console.words import Words
from server.database import Reader
from server.errors import Conflict, Invalid
from server.sites import members, widgets
from server.sites.differences import Difference, differences
from server.sites.joined_rows import GONE, MINE, ORDER, THEIRS, Dispute
from server.sites.meeting import BOTH, Meeting, meetings, settled
from server.sites.widget_input import WidgetChange

CHOICE = "_choose."


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to a clash: a value's words, or what it does to each row of a list, or to each field of a row."""

    value: str
    words: str = ""
    rows: tuple[RowChange, ...] = ()
    fields: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that two people see differently; `was` is what both began with. Nothing is `chosen` where both have
    changed it."""

    name: str
    label: str
    sides: tuple[Side, ...]
    was: str = ""
    chosen: str = ""


def overtaken(base: Mapping[str, Any], present: Mapping[str, Any]) -> bool:
    """Whether what a form was drawn from is no longer what is there."""
    return bool(differences(base, present))


def met(at: AtHand, sent: Sent, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> list[Meeting]:
    """Every field in which what was sent differs from what is kept by now."""
    lists = at.form.lists()
    return meetings(sent.base, theirs, mine, lists, {path: stood(sent.pairs, path) for path in lists})


def clashes(at: AtHand, found: list[Meeting], t: Words) -> list[Clash]:
    """What is asked first, then what goes together by itself."""
    told = [clash for each in found for clash in _told(at, each, t)]
    return sorted(told, key=lambda each: bool(each.chosen))


def _told(at: AtHand, one: Meeting, t: Words) -> list[Clash]:
    path = one.found.path
    change = at.form.change(one.found)
    if one.rows and not one.usual:
        asked = [_of_row(at, path, change.label, each, t) for each in one.rows.disputes]
        return asked + ([_of_order(path, change.label, t)] if one.rows.asks_order else [])
    if path in at.form.lists():
        return [_of_list(at, one, change.label, t)]
    was = at.form.change(Difference(path, one.was, one.was)).old
    return [Clash(path, change.label, (Side(MINE, change.new), Side(THEIRS, change.old)), was, one.usual)]


def _of_list(at: AtHand, one: Meeting, label: str, t: Words) -> Clash:
    """A list that goes together by itself: each answer with what it does to the rows that both began with."""
    path = one.found.path
    values = [(MINE, one.found.new), (THEIRS, one.found.old)]
    if one.rows:
        values.insert(0, (BOTH, one.rows.rows({})))
    told = ((value, at.form.row_changes(path, one.was, rows)) for value, rows in values)
    sides = tuple(Side(value, "" if rows else t("conflict.as_was"), rows) for value, rows in told)
    return Clash(path, label, sides, chosen=one.usual)


def _of_row(at: AtHand, path: str, label: str, dispute: Dispute, t: Words) -> Clash:
    name = f"{label}: {at.form.row_name(path, dispute.was, dispute.at)}"
    sides = tuple(
        Side(value, t("changes.row_out"))
        if row is GONE
        else Side(value, fields=at.form.field_changes(path, dispute.was, row))
        for value, row in ((MINE, dispute.mine), (THEIRS, dispute.theirs))
    )
    return Clash(f"{path}.{dispute.key}", name, sides)


def _of_order(path: str, label: str, t: Words) -> Clash:
    sides = (Side(MINE, t("conflict.order_mine")), Side(THEIRS, t("conflict.order_theirs")))
    return Clash(f"{path}.{ORDER}", t("conflict.order", name=label), sides)


class Merging:
    """Shows clashes, and keeps what was chosen."""

    def __init__(self, pages: Pages, page: WidgetPage) -> None:
        self._pages = pages
        self._page = page

    async def show(
        self, request: Request, seat: Seat, sent: Sent, mine: Document, problems: Mapping[str, str] | None = None
    ) -> Response:
        """What the other has changed meanwhile, and a question for each thing that both have; nothing is kept yet.

        `problems` are what is wrong with what was chosen, where its parts do not go together.
        """
        at = await self._page.find(request, seat)
        found = clashes(at, met(at, sent, at.placed.working, mine), seat.words)
        facts = {
            "widget": at.placed,
            "asked": [each for each in found if not each.chosen],
            "joined": [each for each in found if each.chosen],
            "by": await self._page.database.read(name_of, at.placed.changed_by),
            "by_me": at.placed.changed_by == seat.member.id,
            "problems": dict(problems or {}),
            "clock": seat.clock,
        }
        said = {"conflict": self._pages.part("widget_conflict", seat.words, **facts)}
        return self._pages.data(said, Invalid.status if problems else Conflict.status)

    async def merge(self, request: Request, seat: Seat, at: AtHand, sent: Sent) -> Response:
        """Keep everything as it was chosen; whoever was quicker still, or something not chosen, is shown as before."""
        mine, theirs = sent.document(at.form), at.placed.working
        choices = {name.removeprefix(CHOICE): value for name, value in sent.ours.items() if name.startswith(CHOICE)}
        document = settled(theirs, met(at, sent, theirs, mine), choices)
        if document is None or sent.ours.get("_theirs") != str(at.placed.revision):
            return await self.show(request, seat, sent, mine)
        if problems := at.form.mistakes(document):
            return await self.show(request, seat, sent, mine, problems)
        change = WidgetChange(**document, draft=True, revision=at.placed.revision)
        await self._page.database.write(widgets.change, self._page.registry, at.placed.id, change, seat.member.id)
        return self._pages.data({"reload": True})


def name_of(reader: Reader, member: str | None) -> str:
    """A member's name; empty for a program and for somebody who is gone."""
    found = members.find(reader, member) if member else None
    return found.name if found else ""
