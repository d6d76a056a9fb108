"""What visitors pressed in a widget: each thing with how often today, in 7 and in 30 days."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from server.console.figures import figure
from server.console.inbox import Inbox
from server.console.kinds_shown import Kinds
from server.console.pages import Pages
from server.console.seats import Seats
from server.console.trouble import told
from server.console.widget_page import WidgetPage
from server.errors import NotFound
from server.numbers import presses
from server.numbers.presses import Pressed
from server.registry import Kind
from server.sites.policy import Action


@dataclass(frozen=True, slots=True)
class PressShown:
    """One thing that was pressed, as it is called, with its figures as they are read."""

    name: str
    today: str
    week: str
    month: str


class WidgetPresses:
    """The page that the number in the list of widgets leads to."""

    def __init__(self, pages: Pages, seats: Seats, inbox: Inbox, page: WidgetPage) -> None:
        self.pages = pages
        self._seats = seats
        self._inbox = inbox
        self._page = page

    @told
    async def show(self, request: Request) -> Response:
        """The figures of one widget; a kind in which nothing is counted has no such page."""
        seat = await self._seats.find(request, Action.READ_WIDGETS)
        at = await self._page.find(request, seat)
        actions = at.kind.widget.presses
        if not actions:
            raise NotFound
        of = seat.site.id, at.placed.id, actions, seat.clock.zone, seat.clock.now
        found = await self._page.database.read(presses.by_action, *of)
        return self.pages.draw(
            request,
            "widget_presses",
            seat.words,
            here="widgets",
            widget=at.placed,
            title=Kinds(self._page.registry, seat.words.language).widget(at.placed.kind, at.placed.name),
            pressed=[shown(at.kind, seat.words.language, each) for each in found],
            together=_together(found),
            may_edit=seat.may(Action.PUBLISH_WIDGETS),
            zone=seat.clock.zone.key,
            **await self._inbox.frame(seat),
        )


def shown(kind: Kind, language: str, pressed: Pressed) -> PressShown:
    """One line: the kind's own word for what was pressed, or the code where it has none."""
    name = kind.label(f"pressed.{pressed.action}", language) or pressed.action
    return PressShown(name, figure(pressed.today), figure(pressed.week), figure(pressed.month))


def _together(found: Sequence[Pressed]) -> PressShown | None:
    """All of them, where there are several."""
    if len(found) < 2:
        return None
    today, week, month = (sum(getattr(each, span) for each in found) for span in ("today", "week", "month"))
    return PressShown("", figure(today), figure(week), figure(month))
