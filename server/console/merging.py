"""Two people at one widget: the second is shown what the first has changed, field by field, and chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.pages import Pages
from server.console.seats import Seat
from server.console.widget_forms import Change, Document
from server.console.widget_page import AtHand, Sent, WidgetPage
from server.database import Reader
from server.errors import Conflict, Invalid
from server.sites import members, widgets
from server.sites.differences import Difference, differences, put_together
from server.sites.widget_input import WidgetChange

MINE = "mine"
CHOICE = "_choose."


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people see differently; `was` is what both began with, `mine` whether mine is proposed."""

    change: Change
    was: str
    mine: bool


def overtaken(base: Mapping[str, Any], present: Mapping[str, Any]) -> bool:
    """Whether what a form was drawn from is no longer what is there."""
    return bool(differences(base, present))


def clashes(at: AtHand, base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> list[Clash]:
    """Every field in which mine differs from theirs; mine is proposed where only I have changed it."""
    touched = {each.path for each in differences(base, theirs)}
    began = {each.path: each.old for each in (*differences(base, theirs), *differences(base, mine))}
    found = differences(theirs, mine)
    return [Clash(at.form.change(each), _was(at, each, began), each.path not in touched) for each in found]


def _was(at: AtHand, found: Difference, began: Mapping[str, Any]) -> str:
    value = began.get(found.path, found.old)
    return at.form.change(Difference(found.path, value, value)).old


class Merging:
    """Shows clashes, and keeps what was chosen."""

    def __init__(self, pages: Pages, page: WidgetPage) -> None:
        self._pages = pages
        self._page = page

    async def show(self, request: Request, seat: Seat, sent: Sent, mine: Document) -> Response:
        """What the other has changed meanwhile, with a choice for each field; nothing is kept yet."""
        at = await self._page.find(request, seat)
        theirs = at.placed.working
        facts = {
            "widget": at.placed,
            "clashes": clashes(at, sent.base, theirs, mine),
            "by": await self._page.database.read(name_of, at.placed.changed_by),
            "by_me": at.placed.changed_by == seat.member.id,
            "clock": seat.clock,
        }
        return self._pages.data({"conflict": self._pages.part("widget_conflict", seat.words, **facts)}, Conflict.status)

    async def merge(self, request: Request, seat: Seat, at: AtHand, sent: Sent) -> Response:
        """Keep theirs with those of my fields that were chosen; whoever was quicker still is shown as before."""
        mine, theirs = sent.document(at.form), at.placed.working
        if sent.ours.get("_theirs") != str(at.placed.revision):
            return await self.show(request, seat, sent, mine)
        chosen = [each for each in differences(theirs, mine) if sent.ours.get(CHOICE + each.path) == MINE]
        document = put_together(theirs, chosen)
        if problems := at.form.mistakes(document):
            return self._pages.data({"problems": problems}, Invalid.status)
        change = WidgetChange(**document, draft=True, revision=at.placed.revision)
        await self._page.database.write(widgets.change, self._page.registry, at.placed.id, change, seat.member.id)
        return self._pages.data({"reload": True})


def name_of(reader: Reader, member: str | None) -> str:
    """A member's name; empty for a program and for somebody who is gone."""
    found = members.find(reader, member) if member else None
    return found.name if found else ""
