"""The site's pools of codes: which there are, how many codes are left, given and redeemed; made, changed, removed."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.codes import pools
from server.codes.pools import Counts, Pool
from server.console.codes_form import last_day, read_change, read_new
from server.console.codes_shown import pool_of
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.inbox_read import MOST_WIDGETS
from server.console.kinds_shown import Kinds
from server.console.pages import EVERYWHERE, Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.targets import CLOSE
from server.console.trouble import told
from server.database import Database, Reader
from server.registry import Registry
from server.sites import placed
from server.sites.policy import Action
from server.sites.widgets import PlacedWidget

PATH = "/console/codes"
CHANGED = "frontdesk:codes"  # what the list listens to


class Codes:
    """The page with the till on it and the list below; each act answers with the list as it is then."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, registry: Registry) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._registry = registry

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_CODES)
        facts = await self._pools(seat) | await self._inbox.frame(seat)
        return self.pages.draw(request, "codes", seat.words, here="codes", **facts)

    @told
    async def pools(self, request: Request) -> Response:
        """The list of pools, for the page that shows it already."""
        seat = await self._seats.find(request, Action.READ_CODES)
        return self.pages.draw(request, "parts/code_pools", seat.words, **await self._pools(seat))

    @told
    async def new(self, request: Request) -> Response:
        """An empty form."""
        seat = await self._seats.find(request, Action.CHANGE_CODES)
        return self._form(request, seat, None)

    @told
    async def edit(self, request: Request) -> Response:
        """The form of a pool that is there."""
        seat = await self._seats.find(request, Action.CHANGE_CODES)
        return self._form(request, seat, await self._find(request, seat))

    @told
    async def create(self, request: Request) -> Response:
        """Make a pool; one that is a list opens, so that its codes can be put in."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CODES)
        new = read_new(await read_fields(request), seat.clock)
        made = await self._database.write(pools.create, seat.site.id, new, seat.member.id)
        if made.is_generated:
            return self._done(seat.words("codes.made"))
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = f"{PATH}/{made.id}"
        return response

    @told
    async def change(self, request: Request) -> Response:
        """Change a pool; codes that were given keep the end that was said with them."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CODES)
        present = await self._find(request, seat)
        wanted = read_change(await read_fields(request), present, seat.clock)
        await self._database.write(pools.change, seat.site.id, present.id, wanted, seat.member.id)
        return self._done(seat.words("told.saved"))

    @told
    async def delete(self, request: Request) -> Response:
        """Take a pool away; the words that pass by offer to put it back."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CODES)
        gone = await self._database.write(pools.remove, seat.site.id, read_id(request), seat.member.id)
        response = await self._drawn(request, seat)
        undo = {"path": f"{PATH}/{gone.id}/put-back", "values": {}, "target": "#pools", "label": seat.words("undo")}
        self.pages.tell(response, seat.words("codes.deleted", name=gone.name), undo=undo)
        return response

    @told
    async def put_back(self, request: Request) -> Response:
        """Undo a removal."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CODES)
        await self._database.write(pools.put_back, seat.site.id, read_id(request), seat.member.id)
        response = await self._drawn(request, seat)
        self.pages.tell(response, seat.words("told.back"))
        return response

    async def _find(self, request: Request, seat: Seat) -> Pool:
        return await self._database.read(pools.one, seat.site.id, read_id(request))

    async def _pools(self, seat: Seat) -> dict[str, Any]:
        found, counted, standing = await self._database.read(_read, seat.site.id)
        kinds = Kinds(self._registry, seat.words.language)
        shown = [pool_of(each, counted[each.id], standing, kinds, seat.clock) for each in found]
        return {"pools": shown, "seat": seat, "clock": seat.clock, "may": seat.may(Action.CHANGE_CODES)}

    async def _drawn(self, request: Request, seat: Seat) -> Response:
        return self.pages.draw(request, "parts/code_pools", seat.words, **await self._pools(seat))

    def _form(self, request: Request, seat: Seat, present: Pool | None) -> Response:
        ends = last_day(present, seat.clock) if present else ""
        return self.pages.draw(request, "parts/code_pool_form", seat.words, pool=present, ends=ends)

    def _done(self, words: str) -> Response:
        events: dict[str, object] = {CLOSE: EVERYWHERE, CHANGED: EVERYWHERE}
        return self.pages.say(200, events | {"frontdesk:told": {"words": words} | EVERYWHERE})


def _read(reader: Reader, site: str) -> tuple[list[Pool], dict[str, Counts], list[PlacedWidget]]:
    found = pools.of_site(reader, site, pools.MOST_OF_SITE).items
    return found, pools.counts(reader, found), placed.of_site(reader, site, MOST_WIDGETS).items
