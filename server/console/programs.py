"""The page about the programs' door: what a program can ask for, and a place to try it."""

from starlette.requests import Request
from starlette.responses import Response

from server.api.table import OPERATIONS
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.programs_shown import groups
from server.console.seats import Seats
from server.console.trouble import told
from server.sites.policy import Action


class Programs:
    """One page; what is tried there goes straight to the programs' door, with a token that only the page knows."""

    def __init__(self, pages: Pages, seats: Seats, inbox: Inbox, public_url: str) -> None:
        self.pages = pages
        self._seats = seats
        self._inbox = inbox
        self._public_url = public_url

    @told
    async def show(self, request: Request) -> Response:
        """Every operation by its subject."""
        seat = await self._seats.find(request, Action.READ_SITE)
        facts = await self._inbox.frame(seat) | {"here": "settings", "tab": "programs"}
        facts |= {"groups": groups(OPERATIONS, seat.site.id, seat.words), "public_url": self._public_url}
        return self.pages.draw(request, "programs", seat.words, **facts)
