"""People: the list with its search, a card with everything that happened, notes, and erasure."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.clients import notes, timeline
from server.console import people_read
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.kinds_shown import Kinds
from server.console.pages import Pages
from server.console.paths import read_cursor, read_id, read_number
from server.console.people_asked import PURPOSES, read_filter
from server.console.people_card import read_card
from server.console.people_shown import line
from server.console.seats import Seat, Seats
from server.console.timeline_shown import Teller
from server.console.trouble import told
from server.conversations import desk
from server.database import Database
from server.deliveries.erase import erase_client
from server.errors import Invalid, NotFound
from server.registry import Registry
from server.sites.policy import Action

LIST = "/console/people"


class People:
    """Everyone who left a way to reach them."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, registry: Registry) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._registry = registry

    @told
    async def show(self, request: Request) -> Response:
        """The list, newest first, or who was searched for; its parts for the search field and for "show more"."""
        seat = await self._seats.find(request, Action.READ_CLIENTS)
        frame = {} if "hx-request" in request.headers else await self._inbox.frame(seat)
        wanted = read_filter(request.query_params, seat.clock)
        found, more = await self._database.read(people_read.search, seat.site.id, wanted.asked, read_cursor(request))
        facts: dict[str, Any] = {"people": [line(row, seat.words) for row in found], "more": more, "wanted": wanted}
        facts |= {"goes_on": len(found) < people_read.PEOPLE}  # a long walk that was broken off goes on by itself
        if "hx-request" in request.headers:
            part = "people_rows" if "rows" in request.query_params else "people"
            return self._part(request, part, seat, **facts)
        facts |= await self._database.read(people_read.choices, seat.site.id)
        facts |= {"may_export": seat.may(Action.EXPORT_CLIENTS), "purposes": PURPOSES}
        return self.pages.draw(request, "people", seat.words, here="people", **facts, **frame)

    @told
    async def card(self, request: Request) -> Response:
        """One person, with everything known."""
        seat = await self._seats.find(request, Action.READ_CLIENTS)
        facts = await self._inbox.frame(seat) | await self._timeline(request, seat, read_id(request))
        person = await read_card(self._database, seat, read_id(request))
        facts |= {"person": person, "may_erase": seat.may(Action.ERASE_CLIENTS)}
        facts |= {"calls": await self._inbox.of_person(seat, person.id)}
        facts |= {"talk": await self._database.read(desk.of_person, seat.site.id, person.id)}
        return self.pages.draw(request, "person", seat.words, here="people", **facts)

    @told
    async def timeline(self, request: Request) -> Response:
        """What happened, newest first; of one kind, or older than what is shown.

        Whoever looks at somebody who has been erased meanwhile is told so in place of the whole card, which goes.
        """
        seat = await self._seats.find(request, Action.READ_CLIENTS)
        try:
            person = await read_card(self._database, seat, read_id(request))
        except NotFound:
            response = self.pages.draw(request, "parts/erased", seat.words, status=NotFound.status)
            response.headers.update({"hx-retarget": "#person", "hx-reswap": "outerHTML"})
            return response
        part = "timeline_rows" if "rows" in request.query_params else "timeline"
        return self._part(request, part, seat, person=person, **await self._timeline(request, seat, person.id))

    @told
    async def add_note(self, request: Request) -> Response:
        """Write down something about a person for the colleagues."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CLIENTS)
        client = read_id(request)
        text = (await read_fields(request)).get("text", "")
        await self._database.write(notes.add, seat.site.id, client, seat.member.id, text)
        response = self._part(request, "notes", seat, person=await read_card(self._database, seat, client))
        self.pages.tell(response, seat.words("told.noted"), "frontdesk:client")
        return response

    @told
    async def erase(self, request: Request) -> Response:
        """Erase a person for good, once what was asked for has been typed."""
        seat = await self._seats.find_for_change(request, Action.ERASE_CLIENTS)
        person = await read_card(self._database, seat, read_id(request))
        typed = (await read_fields(request)).get("confirm", "")
        if typed.strip().casefold() != person.confirm.casefold():
            raise Invalid(errors={"confirm": "is not what is asked for"})
        await erase_client(self._database, seat.site.id, person.id, seat.member.id)
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = LIST
        return response

    async def _timeline(self, request: Request, seat: Seat, client: str) -> dict[str, Any]:
        kind = request.query_params.get("kind", "")
        if kind and kind not in timeline.KINDS:
            raise NotFound
        before = read_number(request, "before")
        named = Kinds(self._registry, seat.words.language)
        found = await self._database.read(people_read.happened, seat.site.id, client, kind, before, named)
        above = seat.clock.day(found.above) if found.above is not None else ""
        told_entries = Teller(seat.clock, found.names, found.widgets).tell(found.items, above)
        return {"entries": told_entries, "more": found.next, "kind": kind, "kinds": timeline.KINDS}

    def _part(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)
