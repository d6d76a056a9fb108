"""The desk's conversations: who writes, what was said, and the answer."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from server.answers import standing
from server.console import inbox_read
from server.console.conversations_shown import bubbles, called, talk_of
from server.console.faces import face
from server.console.fields import read_fields
from server.console.hands_shown import MEMBER, chosen, hands
from server.console.headers import headers
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.paths import read_id, read_most
from server.console.reasons_shown import reason
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.conversations import blocking, desk, marks, notes, posting, taking, transcript
from server.conversations.said import Said, clean
from server.database import Database, now_ms
from server.deliveries.mailer import Mailer
from server.errors import Invalid, NotFound
from server.hub.presence import Presence
from server.routing import departments, duty, handing, offers
from server.sites import colleagues
from server.sites.policy import Action

LISTED, MOST_LISTED = 50, 500
DRAWN, MOST_DRAWN = 50, 5000
KEY_LENGTH = 64
NOTE = "note"  # what the form says that writes to the team and not to the visitor


class Conversations:
    """Pages and parts of pages; whoever of the team reads conversations may answer them."""

    def __init__(
        self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, presence: Presence, mailer: Mailer
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._presence = presence
        self._mailer = mailer

    @told
    async def show(self, request: Request) -> Response:
        """The list, and nothing beside it yet."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        facts = await self._list(request, seat)
        return self._page(request, **facts, **await self._inbox.frame(seat), talk=None)

    @told
    async def one(self, request: Request) -> Response:
        """A conversation beside the list."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        facts = await self._list(request, seat) | await self._opened(request, seat)
        return self._page(request, **facts, **await self._inbox.frame(seat))

    @told
    async def listed(self, request: Request) -> Response:
        """Part of the page: the list of a queue; `at` is the conversation that is open beside it."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        return self._part(request, "conversation_list", seat, **await self._list(request, seat))

    @told
    async def messages(self, request: Request) -> Response:
        """Part of the page: what was said, as much of it as is drawn already."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        return self._part(request, "conversation", seat, **await self._opened(request, seat))

    @told
    async def text(self, request: Request) -> Response:
        """What was said as a plain text to keep or to hand on, in the site's own time; without the notes."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        row = await self._database.read(desk.one, seat.site.id, read_id(request))
        if row is None:
            raise NotFound
        t, title = seat.words, talk_of(row, seat.member.id, seat.words, seat.clock.now).title
        head = f"{t('talks.with', name=title)}, {seat.site.name} ({seat.clock.zone.key})"
        lines = transcript.lines(self._database, row["id"], head, called(title, t), seat.clock.local)
        name = f"chat-{seat.clock.local(now_ms()):%Y-%m-%d}.txt"
        sent = {**headers(self.pages.origin, ""), "content-disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(lines, 200, sent, "text/plain; charset=utf-8")

    @told
    async def say(self, request: Request) -> Response:
        """Answer or note, once for each key; the first answer takes the conversation, a note changes nothing of it."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        fields = await read_fields(request)
        key = fields.get("key", "")
        if not (0 < len(key) <= KEY_LENGTH and key.isascii() and key.isprintable()):
            raise Invalid(errors={"key": "from 1 to 64 visible ASCII characters"})
        said = Said(key, clean(fields.get("text", "")))
        write = notes.add if fields.get("as") == NOTE else posting.answer
        await self._database.write(write, seat.site.id, read_id(request), seat.member.id, said)
        return self._part(request, "conversation", seat, **await self._opened(request, seat, fields.get("most", "")))

    @told
    async def take(self, request: Request) -> Response:
        """Take it; of several managers one wins, the others are told who."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        await self._database.write(taking.take, seat.site.id, read_id(request), seat.member.id)
        return self._part(request, "conversation", seat, **await self._opened(request, seat))

    @told
    async def let_pass(self, request: Request) -> Response:
        """Let an offer pass to the next one; where it has passed meanwhile, nothing is to be done."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        with suppress(NotFound):
            await self._database.write(offers.pass_on, seat.site.id, read_id(request), seat.member.id)
        return self._part(request, "conversation", seat, **await self._opened(request, seat))

    @told
    async def hand(self, request: Request) -> Response:
        """Hand it on: to a colleague, to a department, or to anybody."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        kind, to = chosen((await read_fields(request)).get("to", ""))
        act = handing.to_member if kind == MEMBER else handing.to_department
        handed = await self._database.write(act, seat.site.id, read_id(request), to, seat.member.id)
        response = self._part(request, "conversation", seat, **await self._opened(request, seat))
        name = handed["taken_by"]["name"] if handed["taken_by"] else ""
        self.pages.tell(response, seat.words("talks.handed_to", name=name) if name else seat.words("talks.handed"))
        return response

    @told
    async def close(self, request: Request) -> Response:
        """Close it; the visitor's next words open it again."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        await self._database.write(taking.close, seat.site.id, read_id(request))
        return self._part(request, "conversation", seat, **await self._opened(request, seat))

    @told
    async def block(self, request: Request) -> Response:
        """Hear no more from this visitor."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        await self._database.write(blocking.block, seat.site.id, read_id(request), seat.member.id)
        response = self._part(request, "conversation", seat, **await self._opened(request, seat))
        self.pages.tell(response, seat.words("talks.is_blocked"))
        return response

    @told
    async def let_write(self, request: Request) -> Response:
        """Hear them again."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        await self._database.write(blocking.let_write, seat.site.id, read_id(request), seat.member.id)
        return self._part(request, "conversation", seat, **await self._opened(request, seat))

    @told
    async def read(self, request: Request) -> Response:
        """Keep up to where somebody of the team has seen it."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        said = (await read_fields(request)).get("number", "")
        number = read_most(said, 0, 2**31 - 1)
        await self._database.write(marks.team_read, seat.site.id, read_id(request), number)
        await self._database.write(notes.seen, seat.site.id, read_id(request), seat.member.id)
        return Response(status_code=204)

    @told
    async def waiting(self, request: Request) -> Response:
        """Part of the side bar: how many wait for somebody."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        return self._part(request, "conversations_waiting", seat, talks_waiting=await self._inbox.talks_waiting(seat))

    async def _list(self, request: Request, seat: Seat) -> dict[str, Any]:
        queue = request.query_params.get("queue", "")
        queue = queue if queue in desk.QUEUES else desk.OPENED
        most = read_most(request.query_params.get("most", ""), LISTED, MOST_LISTED)
        calling = {row["conversation"] for row in await self._calling(seat)}
        found = await self._database.read(desk.listed, seat.site.id, queue, seat.member.id, most)
        return {
            "queue": queue,
            "queues": desk.QUEUES,
            "counts": found.counts,
            "talks": [talk_of(row, seat.member.id, seat.words, seat.clock.now, calling) for row in found.rows],
            "next_most": min(most + LISTED, MOST_LISTED) if found.more and most < MOST_LISTED else 0,
            "at": request.query_params.get("at") or request.path_params.get("id", ""),
            "has_chat": await self._inbox.has_chat(seat),
            "away": (await self._database.read(duty.of, seat.site.id, seat.member.id)).away,
        }

    async def _opened(self, request: Request, seat: Seat, most: str = "") -> dict[str, Any]:
        conversation = read_id(request)
        drawn = read_most(most or request.query_params.get("most", ""), DRAWN, MOST_DRAWN)
        row = await self._database.read(desk.one, seat.site.id, conversation)
        if row is None:
            raise NotFound
        talk = talk_of(row, seat.member.id, seat.words, seat.clock.now)
        rows = await self._database.read(desk.latest, conversation, drawn)
        is_whole = not rows or rows[0]["number"] == 1
        noted = await self._database.read(notes.latest, conversation, 0 if is_whole else rows[0]["at"])
        calling = {each["id"] for each in await self._calling(seat)}
        team = await self._database.read(colleagues.of_site, seat.site.id, colleagues.MOST_SHOWN)
        found = await self._database.read(departments.of_site, seat.site.id)
        person = {"client": talk.client, "name": "", "question": ""}
        here = frozenset(each.id for each in await self._presence.online(seat.site.id))
        return {
            "hands": hands(team.items, found, seat.member.id, here),
            "talk": talk,
            "bubbles": bubbles(rows, noted, talk, calling, seat.member.id, seat.clock, seat.words),
            "colleagues": [face(each.id, each.name) for each in team.items if each.id != seat.member.id],
            "letter": await self._letter(conversation, seat),
            "most": drawn,
            "earlier": 0 if is_whole else drawn + DRAWN,
            "about": await self._database.read(inbox_read.about, seat.site.id, person),
        }

    async def _letter(self, conversation: str, seat: Seat) -> Mapping[str, Any] | None:
        """How the answers go by mail that nobody has read; without a mail server none do."""
        letter = await self._database.read(standing.of, conversation) if self._mailer.is_set else None
        return {**letter, "reason": reason(letter["reason"], seat.words)} if letter else None

    async def _calling(self, seat: Seat) -> Sequence[Mapping[str, Any]]:
        return await self._database.read(notes.calling, seat.site.id, seat.member.id)

    def _page(self, request: Request, **facts: Any) -> Response:
        return self.pages.draw(request, "conversations", facts["seat"].words, here="conversations", **facts)

    def _part(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)
