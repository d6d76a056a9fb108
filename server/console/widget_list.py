"""The site's widgets: which there are, where they show, a switch for each, and a gallery of those to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from server.console import rule_said
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.inbox_read import MOST_WIDGETS
from server.console.kinds_shown import ICON, Kinds
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.pictures import picture
from server.console.seats import Seat, Seats
from server.console.times import Clock
from server.console.trouble import told
from server.console.widget_page import WidgetPage
from server.database import Reader
from server.errors import NotFound
from server.leads import counting
from server.numbers import presses
from server.registry import Registry
from server.sites import placed, removal, versions, widgets
from server.sites.policy import Action
from server.sites.widget_input import NewWidget, WidgetChange
from server.sites.widgets import PlacedWidget

LIST = "/console/widgets"
WEEK = 7 * 86_400_000  # ms
ROWS = "#widgets"  # what an act draws anew


@dataclass(frozen=True, slots=True)
class Row:
    """One widget as the list shows it, with its kind's picture or an icon; `is_known` whether it is still here.

    `presses` is how often something of it was pressed in 7 days; None: its kind has nothing that is counted so.
    """

    widget: PlacedWidget
    name: str
    kind: str
    icon: str
    picture: Markup
    rule: str
    by: str
    leads: int
    presses: int | None
    is_known: bool

    @property
    def state(self) -> str:
        """`never` published, `on` or `off`."""
        return ("on" if self.widget.enabled else "off") if self.widget.version else "never"

    @property
    def has_draft(self) -> bool:
        """Whether visitors have something else than what was saved last."""
        return self.widget.draft is not None and self.widget.version > 0


class WidgetList:
    """All widgets of one site; each act answers with the list as it is then, and can be taken back at once."""

    def __init__(self, pages: Pages, seats: Seats, inbox: Inbox, page: WidgetPage) -> None:
        self.pages = pages
        self._seats = seats
        self._inbox = inbox
        self._page = page

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_WIDGETS)
        facts = await self._rows(seat) | await self._inbox.frame(seat)
        return self.pages.draw(request, "widgets", seat.words, here="widgets", **facts)

    @told
    async def gallery(self, request: Request) -> Response:
        """Every kind there is, to choose from."""
        seat = await self._seats.find(request, Action.PUBLISH_WIDGETS)
        kinds = Kinds(self._page.registry, seat.words.language)
        offered = [
            {
                "kind": kind.name,
                "name": kinds.name(kind.name),
                "about": kind.label("about", seat.words.language) or "",
                "picture": picture(kind),
            }
            for kind in self._page.registry
        ]
        facts = await self._inbox.frame(seat)
        return self.pages.draw(
            request, "widget_new", seat.words, here="widgets", kinds=offered, icon_name=ICON, **facts
        )

    @told
    async def create(self, request: Request) -> Response:
        """Make a draft of this kind and open it; visitors see nothing of it yet."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        kind = (await read_fields(request)).get("kind", "")
        if kind not in self._page.registry:
            raise NotFound
        new = NewWidget(kind=kind, draft=True)
        made = await self._page.database.write(widgets.create, self._page.registry, seat.site.id, new, seat.member.id)
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = f"{LIST}/{made.id}"
        return response

    @told
    async def switch(self, request: Request) -> Response:
        """Show a widget to visitors, or no longer, at once."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        widget = await self._page.placed(request, seat)
        is_on = (await read_fields(request)).get("on") == "yes"
        await self._change(seat, widget, enabled=is_on)
        words = seat.words("widgets.on_now" if is_on else "widgets.off_now", name=self._name(seat, widget))
        back: Mapping[str, str] = {} if is_on else {"on": "yes"}
        return await self._answer(request, seat, words, f"{LIST}/{widget.id}/switch", back)

    @told
    async def rename(self, request: Request) -> Response:
        """Give a widget another name, which only the team reads."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        widget = await self._page.placed(request, seat)
        change = WidgetChange.read({"name": (await read_fields(request)).get("name", "")})
        await self._change(seat, widget, name=change.name)
        response = self.pages.say(200, {})
        self.pages.tell(response, seat.words("widgets.renamed"))
        return response

    @told
    async def copy(self, request: Request) -> Response:
        """Make a draft like this widget."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        widget = await self._page.placed(request, seat)
        name = seat.words("widgets.copy_of", name=self._name(seat, widget))
        made = await self._page.database.write(removal.duplicate, self._page.registry, widget.id, name, seat.member.id)
        return await self._answer(request, seat, seat.words("widgets.copied"), f"{LIST}/{made.id}/delete", {})

    @told
    async def delete(self, request: Request) -> Response:
        """Take a widget away; for some seconds it can be put back with one press."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        widget = await self._page.placed(request, seat)
        await self._page.database.write(removal.remove, widget.id, seat.member.id)
        words = seat.words("widgets.deleted", name=self._name(seat, widget))
        return await self._answer(request, seat, words, f"{LIST}/{widget.id}/put-back", {})

    @told
    async def put_back(self, request: Request) -> Response:
        """Undo a deletion: the widget is as it was."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        await self._page.database.write(removal.put_back, seat.site.id, read_id(request), seat.member.id)
        return await self._answer(request, seat, seat.words("widgets.back"))

    async def _change(self, seat: Seat, widget: PlacedWidget, **named: Any) -> None:
        change = WidgetChange(**named)
        await self._page.database.write(widgets.change, self._page.registry, widget.id, change, seat.member.id)

    async def _answer(
        self, request: Request, seat: Seat, words: str, path: str = "", values: Mapping[str, str] | None = None
    ) -> Response:
        """The list as it is now, what was done, and how it is taken back."""
        response = self.pages.draw(request, "parts/widget_rows", seat.words, **await self._rows(seat))
        undo = {"path": path, "values": values or {}, "target": ROWS, "label": seat.words("undo")}
        self.pages.tell(response, words, undo=undo if path else None)
        return response

    async def _rows(self, seat: Seat) -> dict[str, Any]:
        found = await self._page.database.read(_read, self._page.registry, seat.site.id, seat.clock)
        return {
            "rows": [self._row(seat, each, found) for each in found.widgets],
            "seat": seat,
            "clock": seat.clock,
            "may": seat.may(Action.PUBLISH_WIDGETS),
        }

    def _row(self, seat: Seat, widget: PlacedWidget, found: "_Found") -> Row:
        registry = self._page.registry
        kinds = Kinds(registry, seat.words.language)
        return Row(
            widget=widget,
            name=kinds.widget(widget.kind, widget.name),
            kind=kinds.name(widget.kind),
            icon=ICON,
            picture=picture(registry.kind(widget.kind)) if widget.kind in registry else Markup(""),
            rule=self._rule(seat, widget),
            by=found.by.get(widget.id, ""),
            leads=found.leads.get(widget.id, 0),
            presses=found.presses.get(widget.id, 0) if _presses(registry, widget) else None,
            is_known=widget.kind in registry,
        )

    def _rule(self, seat: Seat, widget: PlacedWidget) -> str:
        """Its rules in plain words, as visitors have them, or else as they are to be."""
        content = widget.published if widget.version else widget.working
        spec = self._page.registry.kind(widget.kind).widget if widget.kind in self._page.registry else None
        return rule_said.of_content(content, spec, seat.clock)

    def _name(self, seat: Seat, widget: PlacedWidget) -> str:
        return Kinds(self._page.registry, seat.words.language).widget(widget.kind, widget.name)


@dataclass(frozen=True, slots=True)
class _Found:
    """The site's widgets; who published each, and what each has brought in 7 days, by its id."""

    widgets: list[PlacedWidget]
    by: Mapping[str, str]
    leads: Mapping[str, int]
    presses: Mapping[str, int]


def _read(reader: Reader, registry: Registry, site: str, clock: Clock) -> _Found:
    found = placed.of_site(reader, site, MOST_WIDGETS).items
    offered = {each.id: _presses(registry, each) for each in found}
    return _Found(
        found,
        versions.publishers(reader, site),
        counting.by_widget(reader, site, clock.now - WEEK),
        presses.by_widget(reader, site, offered, clock.zone, clock.now),
    )


def _presses(registry: Registry, widget: PlacedWidget) -> tuple[str, ...]:
    return registry.kind(widget.kind).widget.presses if widget.kind in registry else ()
