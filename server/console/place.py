"""The site's own page: the line to paste, where it may run, which widgets stand on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.inbox_read import MOST_WIDGETS
from server.console.kinds_shown import ICON, Kinds
from server.console.pages import Pages
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database, Reader, Transaction
from server.errors import NotFound
from server.registry import Registry
from server.sites import widgets
from server.sites.policy import Action
from server.sites.widget_input import NewWidget
from server.sites.widgets import PlacedWidget

SITE = "/console/site"


@dataclass(frozen=True, slots=True)
class Placed:
    """One widget of the site as the page shows it."""

    name: str
    kind: str
    icon: str
    on: bool
    draft: bool
    version: int
    published_at: int | None


class Place:
    """One site, to look at, and its first widget; what is changed later is changed through the API."""

    def __init__(
        self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, registry: Registry, public_url: str
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._registry = registry
        self._public_url = public_url

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_SITE)
        frame = await self._inbox.frame(seat)
        placed = []
        if seat.may(Action.READ_WIDGETS):
            placed = await self._database.read(_widgets, seat.site.id)
        kinds = Kinds(self._registry, seat.words.language)
        return self.pages.draw(
            request,
            "site",
            seat.words,
            here="site",
            loader=f"{self._public_url}/s/{seat.site.key}.js",
            widgets=[_placed(each, kinds) for each in placed],
            kinds=kinds.all() if seat.may(Action.PUBLISH_WIDGETS) else [],
            about=about(seat),
            **frame,
        )

    @told
    async def place_first(self, request: Request) -> Response:
        """Place the site's first widget with its kind's defaults, and show it to visitors at once."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        kind = (await read_fields(request)).get("kind", "")
        if kind not in self._registry:
            raise NotFound
        await self._database.write(_place_first, self._registry, seat.site.id, kind, seat.member.id)
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = SITE
        return response


def _place_first(tx: Transaction, registry: Registry, site: str, kind: str, member: str) -> None:
    """Place a widget with its defaults, unless one stands there: a second press places no second one."""
    if not widgets.of_site(tx, site, 1).items:
        widgets.create(tx, registry, site, NewWidget(kind=kind), member)


def about(seat: Seat) -> Sequence[tuple[str, str]]:
    """The key facts of a site, each with its name."""
    t, site = seat.words, seat.site
    return (
        (t("site.key"), site.key),
        (t("site.zone"), site.time_zone),
        (t("site.country"), site.country or t("site.any_country")),
        (t("site.languages"), ", ".join(site.languages)),
        (t("site.memory"), t.known(f"memory.{site.memory}") or site.memory),
        (t("site.site_version"), str(site.version)),
        (t("site.since"), seat.clock.day(site.created_at)),
    )


def _widgets(reader: Reader, site: str) -> list[PlacedWidget]:
    return widgets.of_site(reader, site, MOST_WIDGETS).items


def _placed(widget: PlacedWidget, kinds: Kinds) -> Placed:
    return Placed(
        name=kinds.widget(widget.kind, widget.name),
        kind=kinds.name(widget.kind),
        icon=ICON,
        on=widget.enabled and widget.version > 0,
        draft=widget.draft is not None and widget.version > 0,
        version=widget.version,
        published_at=widget.published_at,
    )
