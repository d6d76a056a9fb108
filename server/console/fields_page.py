"""Settings of people: the site's tags, and the fields of its own that stand on every card."""

from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from server.clients import fields, tags
from server.clients.field_input import FieldChange, NewField
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database
from server.errors import AlreadyExists, Invalid
from server.model import problems
from server.sites.policy import Action

KINDS = ("text", "number", "date", "yes_no", "choice")


class FieldsPage:
    """The page `fields`; each act answers with the list that it changed."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox

    @told
    async def show(self, request: Request) -> Response:
        """Tags and fields."""
        seat = await self._seats.find(request, Action.CHANGE_SITE)
        facts = await self._tags(seat) | await self._fields(seat) | await self._inbox.frame(seat)
        return self.pages.draw(request, "fields", seat.words, here="settings", tab="fields", **facts)

    @told
    async def rename_tag(self, request: Request) -> Response:
        """Give a tag another name."""
        seat, said, tag = await self._asked(request)
        try:
            await self._database.write(tags.rename, seat.site.id, seat.member.id, tag, said.get("name", ""))
        except (AlreadyExists, Invalid) as refusal:
            words = seat.words("tags.taken" if isinstance(refusal, AlreadyExists) else "field.add_tags")
            return self.pages.say(Invalid.status, {"frontdesk:refused": {"errors": {"name": words}}})
        return await self._tags_drawn(request, seat, seat.words("told.saved"))

    @told
    async def merge_tag(self, request: Request) -> Response:
        """Give everybody who has this tag another one instead."""
        seat, said, tag = await self._asked(request)
        await tags.merge(self._database, seat.site.id, seat.member.id, tag, said.get("into", ""))
        return await self._tags_drawn(request, seat, seat.words("tags.merged"))

    @told
    async def delete_tag(self, request: Request) -> Response:
        """Delete a tag; the words that pass by offer to bring it back."""
        seat, _, tag = await self._asked(request)
        await self._database.write(tags.remove, seat.site.id, seat.member.id, tag)
        return await self._tags_drawn(request, seat, seat.words("tags.deleted"), f"/console/tags/{tag}/restore")

    @told
    async def restore_tag(self, request: Request) -> Response:
        """Bring a deleted tag back."""
        seat, _, tag = await self._asked(request)
        await self._database.write(tags.restore, seat.site.id, seat.member.id, tag)
        return await self._tags_drawn(request, seat, seat.words("told.back"))

    @told
    async def add_field(self, request: Request) -> Response:
        """Define a field."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_SITE)
        said = await read_fields(request)
        new = {"label": {seat.words.language: said.get("label", "")}, "kind": said.get("kind", "text")}
        if new["kind"] == "choice":
            new["choices"] = _choices(said.get("choices", ""))
        try:
            wanted = NewField.model_validate(new)
        except ValidationError as error:
            raise Invalid(errors=_named(problems(error))) from error
        await self._database.write(fields.add, seat.site.id, seat.member.id, wanted)
        return await self._fields_drawn(request, seat, seat.words("fields.added"))

    @told
    async def change_field(self, request: Request) -> Response:
        """Change what a field is called, its choices, or its place among the others."""
        seat, said, field = await self._asked(request)
        present = await self._database.read(fields.one, seat.site.id, field)
        new: dict[str, Any] = {}
        if "label" in said:
            new["label"] = dict(present.label) | {seat.words.language: said["label"]}
        if "choices" in said:
            new["choices"] = _choices(said["choices"])
        if "place" in said:
            new["place"] = int(said["place"]) if said["place"].isdecimal() else 0
        try:
            wanted = FieldChange.model_validate(new)
        except ValidationError as error:
            raise Invalid(errors=_named(problems(error))) from error
        await self._database.write(fields.change, seat.site.id, seat.member.id, field, wanted)
        return await self._fields_drawn(request, seat, seat.words("told.saved"))

    @told
    async def delete_field(self, request: Request) -> Response:
        """Take a field off all cards; the words that pass by offer to bring it back."""
        seat, _, field = await self._asked(request)
        await self._database.write(fields.remove, seat.site.id, seat.member.id, field)
        return await self._fields_drawn(request, seat, seat.words("fields.deleted"), f"/console/fields/{field}/restore")

    @told
    async def restore_field(self, request: Request) -> Response:
        """Bring a deleted field back."""
        seat, _, field = await self._asked(request)
        await self._database.write(fields.restore, seat.site.id, seat.member.id, field)
        return await self._fields_drawn(request, seat, seat.words("told.back"))

    async def _asked(self, request: Request) -> tuple[Seat, dict[str, str], str]:
        seat = await self._seats.find_for_change(request, Action.CHANGE_SITE)
        return seat, dict(await read_fields(request)), read_id(request)

    async def _tags(self, seat: Seat) -> dict[str, Any]:
        return {"tags": await self._database.read(tags.listed, seat.site.id), "counted": tags.COUNTED}

    async def _fields(self, seat: Seat) -> dict[str, Any]:
        return {"fields": await self._database.read(fields.of_site, seat.site.id), "field_kinds": KINDS}

    async def _tags_drawn(self, request: Request, seat: Seat, words: str, undo: str = "") -> Response:
        response = self.pages.draw(request, "parts/tags", seat.words, **await self._tags(seat))
        return self._said(response, seat, words, undo, "#tags-part")

    async def _fields_drawn(self, request: Request, seat: Seat, words: str, undo: str = "") -> Response:
        response = self.pages.draw(request, "parts/fields", seat.words, **await self._fields(seat))
        return self._said(response, seat, words, undo, "#fields-part")

    def _said(self, response: Response, seat: Seat, words: str, undo: str, target: str) -> Response:
        back = {"path": undo, "values": {}, "target": target, "label": seat.words("undo")}
        self.pages.tell(response, words, undo=back if undo else None)
        return response


def _choices(said: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in said.splitlines() if line.strip()))


def _named(errors: dict[str, str]) -> dict[str, str]:
    """Errors by the names of the form's own fields."""
    return {name.partition(".")[0] if name != "body" else "choices": said for name, said in errors.items()}
