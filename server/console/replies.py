"""Ready answers: the page on which they are written, and the list that the slash opens while answering."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.conversations_shown import known_of
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.targets import CLOSE
from server.console.tongues import NAMES as TONGUES
from server.console.trouble import told
from server.console.words import Words
from server.conversations import desk
from server.database import Database
from server.errors import AlreadyExists, Invalid, NotFound
from server.replies import replies
from server.replies.reply_input import LONGEST, NewReply, ReplyChange
from server.replies.variables import NAMES, filled, strange
from server.sites.policy import Action

FIELDS = ("shortcut", "title", "text", "language")


class Replies:
    """The page `replies`; each act answers with the list that it changed."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox

    @told
    async def show(self, request: Request) -> Response:
        """The list."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        facts = await self._listed(seat) | await self._inbox.frame(seat)
        return self.pages.draw(request, "replies", seat.words, here="settings", tab="replies", **facts)

    @told
    async def offered(self, request: Request) -> Response:
        """Part of a conversation: every ready answer as it would be sent here, the visitor's language first."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        row = await self._database.read(desk.one, seat.site.id, read_id(request))
        if row is None:
            raise NotFound
        known = known_of(row, seat.member.name, seat.site.name)
        found = await self._database.read(replies.of_site, seat.site.id)
        offered = [each | {"text": filled(each["text"], known)} for each in found]
        offered.sort(key=lambda each: not _is_for(each["language"], row["language"]))
        may = seat.may(Action.CHANGE_REPLIES)
        return self.pages.draw(request, "parts/reply_options", seat.words, replies=offered, may=may)

    @told
    async def new(self, request: Request) -> Response:
        """An empty form."""
        seat = await self._seats.find(request, Action.CHANGE_REPLIES)
        return self._form(request, seat, None)

    @told
    async def edit(self, request: Request) -> Response:
        """The form of one that is there."""
        seat = await self._seats.find(request, Action.CHANGE_REPLIES)
        return self._form(request, seat, await self._database.read(replies.one, seat.site.id, read_id(request)))

    @told
    async def create(self, request: Request) -> Response:
        """Keep a ready answer."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_REPLIES)
        said = _said(await read_fields(request))
        try:
            await self._database.write(replies.add, seat.site.id, seat.member.id, NewReply.read(said))
        except (Invalid, AlreadyExists) as refusal:
            return self._refused(refusal, said, seat.words)
        return await self._done(request, seat)

    @told
    async def change(self, request: Request) -> Response:
        """Change one."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_REPLIES)
        said = _said(await read_fields(request))
        reply = read_id(request)
        try:
            await self._database.write(replies.change, seat.site.id, seat.member.id, reply, ReplyChange.read(said))
        except (Invalid, AlreadyExists) as refusal:
            return self._refused(refusal, said, seat.words)
        return await self._done(request, seat)

    @told
    async def delete(self, request: Request) -> Response:
        """Delete one; the words that pass by offer to bring it back."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_REPLIES)
        reply = read_id(request)
        shortcut = await self._database.write(replies.remove, seat.site.id, seat.member.id, reply)
        response = await self._drawn(request, seat)
        label, path = seat.words("undo"), f"/console/replies/{reply}/restore"
        undo = {"path": path, "values": {}, "target": "#replies", "label": label}
        self.pages.tell(response, seat.words("replies.deleted", name=f"/{shortcut}"), undo=undo)
        return response

    @told
    async def restore(self, request: Request) -> Response:
        """Bring a deleted one back."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_REPLIES)
        await self._database.write(replies.restore, seat.site.id, seat.member.id, read_id(request))
        response = await self._drawn(request, seat)
        self.pages.tell(response, seat.words("told.back"))
        return response

    async def _listed(self, seat: Seat) -> dict[str, Any]:
        found = await self._database.read(replies.of_site, seat.site.id)
        return {"replies": found, "may": seat.may(Action.CHANGE_REPLIES), "tongues": TONGUES, "variables": NAMES}

    async def _drawn(self, request: Request, seat: Seat) -> Response:
        return self.pages.draw(request, "parts/replies", seat.words, **await self._listed(seat))

    async def _done(self, request: Request, seat: Seat) -> Response:
        response = await self._drawn(request, seat)
        self.pages.tell(response, seat.words("told.saved"), CLOSE)
        return response

    def _form(self, request: Request, seat: Seat, reply: Mapping[str, Any] | None) -> Response:
        facts: dict[str, Any] = {"reply": reply, "tongues": TONGUES, "variables": NAMES, "longest": LONGEST}
        return self.pages.draw(request, "parts/reply_form", seat.words, **facts)

    def _refused(self, refusal: Invalid | AlreadyExists, said: Mapping[str, str], t: Words) -> Response:
        """The mistakes in the reader's words; a variable that there is none of is named."""
        errors = {}
        for name, words in refusal.errors.items():
            unknown = strange(said.get("text", "")) if name == "text" else []
            if isinstance(refusal, AlreadyExists):
                errors[name] = t("replies.taken")
            elif unknown:
                errors[name] = t("replies.unknown", name=f"{{{unknown[0][:40]}}}")
            else:
                errors[name] = t(f"replies.wrong.{name}") if name in FIELDS else words
        return self.pages.say(refusal.status, {"frontdesk:refused": {"errors": errors}})


def _said(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields.get(name, "").replace("\r\n", "\n") for name in FIELDS}


def _is_for(language: str, visitors: str) -> bool:
    return not language or language.partition("-")[0] == visitors.partition("-")[0]
