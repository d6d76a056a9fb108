"""The inbox: who asks to be called, what was left, who is here; every part can be fetched on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.calls import listing, taking
from server.calls.states import LATER, OUTCOMES
from server.console import calls_shown, inbox_read
from server.console.faces import Face, face
from server.console.fields import read_fields
from server.console.kinds_shown import Kinds
from server.console.leads_shown import Left, lead_of, waits
from server.console.pages import Pages
from server.console.paths import read_cursor, read_id, read_most
from server.console.people_shown import title_of
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.conversations import desk, notes
from server.conversations.desk import BEGINNING
from server.database import Database
from server.database.feed import news_since
from server.errors import Invalid
from server.hub.presence import Presence
from server.leads import inbox
from server.optin.listing import unconfirmed_leads
from server.registry import Registry
from server.routing import duty
from server.sites.instants import read_instant
from server.sites.placed import named
from server.sites.policy import Action

Row = Mapping[str, Any]
LEADS = 20
MOST_WAITING = 100
FROM_NOW = -1  # before every number: only where the feed stands is asked for
CALLS = "calls"  # what a kind of widget needs whose leads ask to be called
WRITES = "conversations"  # and one in which visitors write to the team


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody who waits, in the words of a notification."""

    id: str
    kind: str
    title: str
    body: str
    since: int = 0
    talk: str = ""  # the conversation that it is about


class Waiting(list[Waits]):
    """The latest of the `total` who wait; `calls` tells whether one of them was promised a call."""

    total = 0

    @property
    def calls(self) -> bool:
        """Whether a call is among them."""
        return any(each.kind == "call" for each in self)


class Inbox:
    """The first page of the console."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, presence: Presence, registry: Registry) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._presence = presence
        self._registry = registry
        self._calling = frozenset(kind.name for kind in registry if CALLS in kind.widget.needs)
        self._writing = frozenset(kind.name for kind in registry if WRITES in kind.widget.needs)

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_CALLS)
        facts = await self.frame(seat) | await self._calls(seat) | await self._leads(seat)
        return self.pages.draw(request, "inbox", seat.words, here="inbox", **facts)

    @told
    async def calls(self, request: Request) -> Response:
        """The requests to be called."""
        seat = await self._seats.find(request, Action.READ_CALLS)
        return await self._draw_calls(request, seat, request.query_params.get("most", ""))

    @told
    async def today(self, request: Request) -> Response:
        """What became of today's promises."""
        seat = await self._seats.find(request, Action.READ_CALLS)
        return self._part(request, "today", seat, **await self._calls(seat))

    @told
    async def leads(self, request: Request) -> Response:
        """What was left, newest first; with a cursor the ones after it."""
        seat = await self._seats.find(request, Action.READ_LEADS)
        cursor = read_cursor(request)
        return self._part(request, "lead_rows" if cursor else "leads", seat, **await self._leads(seat, cursor))

    @told
    async def waiting(self, request: Request) -> Response:
        """How many wait, and who: for the side bar, the title, the bell and the notifications."""
        seat = await self._seats.find(request, Action.READ_CALLS)
        return self._part(request, "waiting", seat, **await self._waiting(seat))

    @told
    async def team(self, request: Request) -> Response:
        """The members who are here now."""
        seat = await self._seats.find(request, Action.READ_CALLS)
        return self._part(request, "team", seat, team=await self._team(seat))

    @told
    async def take_call(self, request: Request) -> Response:
        """Take a request; of several managers one wins, the others are told who. From a person's card: back to it."""
        seat = await self._seats.find_for_change(request, Action.TAKE_CALLS)
        fields = await read_fields(request)
        call = await self._database.write(taking.accept, seat.site.id, read_id(request), seat.member.id)
        if "card" in fields:
            return self._part(request, "person_calls", seat, calls=await self.of_person(seat, call["client"]))
        return await self._draw_calls(request, seat, fields.get("most", ""))

    @told
    async def person_calls(self, request: Request) -> Response:
        """Part of a person's card: their requests that have not ended yet."""
        seat = await self._seats.find(request, Action.READ_CALLS)
        return self._part(request, "person_calls", seat, calls=await self.of_person(seat, read_id(request)))

    @told
    async def end_call(self, request: Request) -> Response:
        """Keep the outcome of a call, with a note and, where it is called again, the time."""
        seat = await self._seats.find_for_change(request, Action.TAKE_CALLS)
        fields = await read_fields(request)
        outcome = fields.get("outcome", "")
        again_at = seat.clock.read(fields.get("at", "")) if outcome == LATER else None
        if outcome == LATER and (again_at is None or again_at <= seat.clock.now):
            raise Invalid(errors={"at": "must be a moment to come"})
        await self._database.write(
            taking.end, seat.site.id, read_id(request), seat.member.id, outcome, fields.get("note", ""), again_at
        )
        response = await self._draw_calls(request, seat, fields.get("most", ""))
        self.pages.tell(response, seat.words("told.saved"))
        return response

    @told
    async def take_lead(self, request: Request) -> Response:
        """Take a lead; of several managers one wins, the others are told who."""
        seat = await self._seats.find_for_change(request, Action.TAKE_LEADS)
        row = await self._database.write(inbox.take, seat.site.id, read_id(request), seat.member.id)
        lead = (await self._drawn(seat, [row]))[0]
        return self._part(request, "lead_rows", seat, leads=[lead], more=None)

    async def frame(self, seat: Seat) -> dict[str, Any]:
        """What the frame around every page shows: the seat, who waits, who is here.

        `number` is where the site's feed stands; it is read before everything else on the page, so that the live line
        goes on from there without a gap.
        """
        feed = await self._database.read(news_since, seat.site.id, FROM_NOW, 1)
        known = {"seat": seat, "clock": seat.clock, "number": feed.number, "team": await self._team(seat)}
        known["talks_waiting"] = await self.talks_waiting(seat)
        known["is_away"] = (await self._database.read(duty.of, seat.site.id, seat.member.id)).away
        return known | await self._waiting(seat)

    async def talks_waiting(self, seat: Seat) -> int:
        """How many conversations wait for somebody to take them."""
        return (await self._database.read(desk.counts, seat.site.id, seat.member.id))[desk.WAITING]

    async def has_chat(self, seat: Seat) -> bool:
        """Whether visitors can write to the team on this site at all."""
        placed = await self._database.read(named, seat.site.id)
        return any(each.is_shown and each.kind in self._writing for each in placed)

    async def of_person(self, seat: Seat, client: str) -> list[calls_shown.Call]:
        """The requests of one person that wait or are with somebody, for their card."""
        rows = await self._database.read(listing.of_person, seat.site.id, client)
        return [calls_shown.call_of(row, seat.clock) for row in rows]

    async def _draw_calls(self, request: Request, seat: Seat, most: str) -> Response:
        shown = read_most(most, inbox_read.MOST_OPEN, inbox_read.MOST_SHOWN)
        return self._part(request, "calls", seat, **await self._calls(seat, shown))

    async def _calls(self, seat: Seat, most: int = inbox_read.MOST_OPEN) -> dict[str, Any]:
        """`most` of those who wait are drawn; `next_most` is how many are after "show more"."""
        here = seat.site.id, seat.member.id
        found = await self._database.read(inbox_read.calls, *here, seat.clock.midnight(), seat.clock.now, most)
        return {
            "desk": calls_shown.desk(found, seat.member.id, seat.clock),
            "today": calls_shown.today(found, seat.clock),
            "outcomes": OUTCOMES,
            "most": most,
            "next_most": min(most + inbox_read.MOST_OPEN, inbox_read.MOST_SHOWN),
        }

    async def _leads(self, seat: Seat, cursor: str | None = None, most: int = LEADS) -> dict[str, Any]:
        rows, more = await self._database.read(inbox_read.leads, seat.site.id, cursor, most)
        return {"leads": await self._drawn(seat, rows), "more": more}

    async def _drawn(self, seat: Seat, rows: Sequence[Row]) -> list[Left]:
        kinds = Kinds(self._registry, seat.words.language)
        names = await self._database.read(inbox_read.widget_names, seat.site.id, kinds)
        unconfirmed = await self._database.read(unconfirmed_leads, {row["client"] for row in rows})
        marked = [{**row, "unconfirmed": row["id"] in unconfirmed} for row in rows]
        return [lead_of(row, names, self._calling, kinds, seat.words) for row in marked]

    async def _waiting(self, seat: Seat) -> dict[str, Any]:
        rings = await self._database.read(inbox_read.rings, seat.site.id, seat.member.id)
        leads: list[Left] = (await self._leads(seat, most=MOST_WAITING))["leads"]
        left = [self._came(seat, lead) for lead in leads if waits(lead)]
        talks = await self._database.read(inbox_read.talks, seat.site.id, seat.member.id)
        calling = await self._database.read(notes.calling, seat.site.id, seat.member.id)
        waiting = Waiting(
            [self._rings(seat, row) for row in rings.latest]
            + left
            + [self._writes(seat, row) for row in talks]
            + [self._calls_for(seat, row) for row in calling]
        )
        waiting.total = rings.total + len(left)
        return {"waiting": waiting, "busy": rings.busy}

    def _rings(self, seat: Seat, row: Row) -> Waits:
        """Whoever asks again rings anew, although the promise runs from the first asking on."""
        call = calls_shown.call_of(row, seat.clock)
        title = seat.words("calls.rings", name=call.title)
        body = call.question or (call.readable if call.title != call.readable else "")
        return Waits(call.id, "call", title, body, read_instant(row["asked_at"]))

    def _came(self, seat: Seat, lead: Left) -> Waits:
        return Waits(lead.id, "lead", seat.words("leads.came", name=lead.title), lead.widget)

    def _writes(self, seat: Seat, row: Row) -> Waits:
        """Each further message is told of: it has an id of its own."""
        came = seat.words("talks.came", name=title_of(row, seat.words))
        return Waits(row["message"], "talk", came, row["words"], talk=row["id"])

    def _calls_for(self, seat: Seat, row: Row) -> Waits:
        """A colleague has named this member in a note."""
        name = row["by"] or seat.words("notes.someone")
        return Waits(
            row["id"], "talk", seat.words("talks.named", name=name), row["text"][:BEGINNING], talk=row["conversation"]
        )

    async def _team(self, seat: Seat) -> list[Face]:
        """Who is here; whoever reads this page and is not away is, even a moment before the line stands."""
        here = {each.id: face(each.id, each.name) for each in await self._presence.online(seat.site.id)}
        is_away = (await self._database.read(duty.of, seat.site.id, seat.member.id)).away
        return list((({} if is_away else {seat.member.id: seat.member}) | here).values())

    def _part(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)
