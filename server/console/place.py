"""The site's own page: the line to paste, where it may run, which widgets stand on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from server.console.inbox import Inbox
from server.console.inbox_read import MOST_WIDGETS
from server.console.pages import Pages
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database, Reader
from server.sites import widgets
from server.sites.policy import Action, may
from server.sites.widgets import PlacedWidget

ICON = "widgets"


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
    """One site, to look at; what is changed today is changed through the API."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, public_url: str) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._public_url = public_url

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_SITE)
        frame = await self._inbox.frame(seat)
        placed = []
        if may(seat.entered.actor, Action.READ_WIDGETS, seat.site.id):
            placed = await self._database.read(_widgets, seat.site.id)
        return self.pages.draw(
            request,
            "site",
            seat.words,
            here="site",
            loader=f"{self._public_url}/s/{seat.site.key}.js",
            widgets=[_placed(each) for each in placed],
            about=about(seat),
            **frame,
        )


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


def _placed(widget: PlacedWidget) -> Placed:
    return Placed(
        name=widget.name,
        kind=widget.kind.capitalize(),
        icon=ICON,
        on=widget.enabled and widget.version > 0,
        draft=widget.draft is not None and widget.version > 0,
        version=widget.version,
        published_at=widget.published_at,
    )
