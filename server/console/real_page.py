"""A link that shows a widget's draft on the real page: made here, opened in another tab, or sent to a colleague."""

from starlette.requests import Request
from starlette.responses import Response

from server.console.fields import read_fields
from server.console.pages import Pages
from server.console.seats import Seats
from server.console.trouble import told
from server.console.widget_page import WidgetPage
from server.database import now_ms
from server.errors import Invalid
from server.sealing import Sealer
from server.sites import previews
from server.sites.policy import Action
from server.sites.previews import NewPreview


class RealPage:
    """Makes links for those who may change widgets; a link ends with its day, and with its maker's right."""

    def __init__(self, pages: Pages, seats: Seats, page: WidgetPage, sealer: Sealer) -> None:
        self.pages = pages
        self._seats = seats
        self._page = page
        self._sealer = sealer

    @told
    async def make(self, request: Request) -> Response:
        """Make a link to a page of the site; what is wrong with the page stands under its field."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_WIDGETS)
        at = await self._page.find(request, seat)
        said = (await read_fields(request)).get("page", "")
        try:
            wanted = NewPreview.read({"page": said})
            link = previews.make(self._sealer, seat.site, at.placed.id, seat.member.id, wanted, now_ms())
        except Invalid as refusal:
            origins = ", ".join(seat.site.origins)
            raise Invalid(errors={"page": seat.words("real_page.wrong", origins=origins)}) from refusal
        return self.pages.draw(request, "parts/real_page_made", seat.words, seat=seat, clock=seat.clock, link=link)
