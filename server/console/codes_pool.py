"""One pool of codes: its list by state, and the owner's own codes, which come in here."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.codes import adding, listing, pools
from server.codes.pools import Counts, Pool
from server.console.codes import CHANGED
from server.console.codes_form import read_pasted
from server.console.codes_shown import code_of, pool_of
from server.console.fields import read_pairs
from server.console.inbox import Inbox
from server.console.kinds_shown import Kinds
from server.console.pages import Pages
from server.console.paths import read_id, read_most
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database, Reader
from server.database.paging import Page
from server.errors import NotFound
from server.registry import Registry
from server.sites.policy import Action

SHOWN, MOST_SHOWN = 50, 200
NAMED = 8  # duplicates that are said by name


class CodePool:
    """The page of one pool."""

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
        facts = await self._codes(request, seat) | await self._inbox.frame(seat)
        return self.pages.draw(request, "code_pool", seat.words, here="codes", **facts)

    @told
    async def rows(self, request: Request) -> Response:
        """Its codes, of one state or of all."""
        seat = await self._seats.find(request, Action.READ_CODES)
        facts = await self._codes(request, seat)
        return self.pages.draw(request, "parts/code_rows", seat.words, **facts)

    @told
    async def add(self, request: Request) -> Response:
        """Put codes in, and say what became of them."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CODES)
        said = dict(await read_pairs(request))
        found = await self._database.read(pools.one, seat.site.id, read_id(request))
        written = read_pasted(said.get("codes", ""), seat.words)
        added = await adding.add(self._database, seat.site.id, found.id, written, seat.member.id)
        named = ", ".join(added.named[:NAMED])
        facts: dict[str, Any] = {"added": added, "named": named, "more": max(added.duplicates - NAMED, 0)}
        response = self.pages.draw(request, "parts/codes_added", seat.words, **facts)
        self.pages.tell(response, seat.words("codes.added", n=added.added), CHANGED)
        return response

    async def _codes(self, request: Request, seat: Seat) -> dict[str, Any]:
        state = request.query_params.get("state", "")
        if state and state not in listing.STATES:
            raise NotFound
        most = read_most(request.query_params.get("most", ""), SHOWN, MOST_SHOWN)
        pool, counts, found = await self._database.read(_read, seat.site.id, read_id(request), state or None, most)
        kinds = Kinds(self._registry, seat.words.language)
        return {
            "shown": pool_of(pool, counts, (), kinds, seat.clock),
            "lines": [code_of(row, seat.words) for row in found.items],
            "state": state,
            "states": [each for each in listing.STATES if each != "free" or not pool.is_generated],
            "more": min(most + SHOWN, MOST_SHOWN) if found.next and most < MOST_SHOWN else 0,
            "cut": bool(found.next) and most >= MOST_SHOWN,
            "most": most,
            "seat": seat,
            "clock": seat.clock,
            "may": seat.may(Action.CHANGE_CODES),
        }


def _read(
    reader: Reader, site: str, pool: str, state: str | None, most: int
) -> tuple[Pool, Counts, Page[dict[str, Any]]]:
    found = pools.one(reader, site, pool)
    return found, pools.counts(reader, [found])[pool], listing.of_pool(reader, pool, state, None, most)
