"""Who is on the site at this moment, and speaking to them first."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from server.clients import present
from server.console.fields import read_fields
from server.console.guests_shown import Guest, guest_of
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.conversations import posting
from server.conversations.beginning import conversation_of
from server.conversations.said import Said, clean
from server.database import Database, now_ms
from server.errors import Invalid, NotFound
from server.hub.approaches import Approaches
from server.hub.hub import Hub
from server.hub.visiting import visiting
from server.hub.visitor_frames import Invited
from server.sites.policy import Action

MOST = 200  # lines of the table


class Guests:
    """The table of those who are here, drawn anew every few seconds while somebody looks at it."""

    def __init__(
        self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, hub: Hub, approaches: Approaches
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._hub = hub
        self._approaches = approaches

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_CLIENTS)
        facts = await self._guests(seat) | await self._inbox.frame(seat)
        return self.pages.draw(request, "guests", seat.words, here="conversations", **facts)

    @told
    async def listed(self, request: Request) -> Response:
        """Part of the page: the table."""
        seat = await self._seats.find(request, Action.READ_CLIENTS)
        return self._part(request, seat, await self._guests(seat))

    @told
    async def invite(self, request: Request) -> Response:
        """Speak to one of them first; whoever has left is not there.

        To whoever has a conversation it is said there; else it becomes a message once they answer.
        """
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        fields = await read_fields(request)
        text = clean(fields.get("text", ""))
        guest = next((each for each in visiting(self._hub, seat.site.id) if each.id == fields.get("guest")), None)
        if guest is None:
            raise NotFound
        if not await self._inbox.has_chat(seat):
            raise Invalid(errors={"text": seat.words("guests.no_chat")}, reasons={"text": "no_chat"})
        name = seat.member.name.partition(" ")[0]
        if conversation := await self._database.read(conversation_of, seat.site.id, guest.visitor):
            said = Said(uuid4().hex, text)
            await self._database.write(posting.answer, seat.site.id, conversation, seat.member.id, said)
        else:
            made = self._approaches.make(seat.site.id, seat.member.id, text, now_ms())
            guest.connection.send(Invited(id=made.id, name=name, text=text, at=made.at).encode())
        guest.invited_by = name
        response = self._part(request, seat, await self._guests(seat))
        self.pages.tell(response, seat.words("guests.invited"))
        return response

    async def _guests(self, seat: Seat) -> dict[str, Any]:
        lines = visiting(self._hub, seat.site.id)
        known = await self._database.read(present.known, seat.site.id, {each.visitor for each in lines if each.visitor})
        found: dict[str, Guest] = {}
        for each in lines[: MOST * 2]:  # several pages of one visitor are one line: that of the page they opened last
            found.setdefault(each.visitor or each.id, guest_of(each, known.get(each.visitor), seat.words))
        shown = list(found.values())[:MOST]
        may = seat.may(Action.ANSWER_CONVERSATIONS)
        has_chat = await self._inbox.has_chat(seat)
        return {"seat": seat, "clock": seat.clock, "guests": shown, "may": may and has_chat, "has_chat": has_chat}

    def _part(self, request: Request, seat: Seat, facts: dict[str, Any]) -> Response:
        return self.pages.draw(request, "parts/guests", seat.words, **facts)
