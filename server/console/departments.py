"""Who answers what: departments, how much each member takes on, and being here or away."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from server.console.departments_shown import Member, Team, shown
from server.console.fields import read_fields, read_pairs
from server.console.inbox import Inbox
from server.console.pages import EVERYWHERE, Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.targets import CLOSE
from server.console.trouble import told
from server.database import Database, Reader
from server.errors import Invalid
from server.hub.presence import Presence
from server.model import problems
from server.routing import departments, duty
from server.routing.departments import Department, DepartmentInput
from server.routing.duty import DutyChange
from server.sites import colleagues
from server.sites.policy import Action

PATH = "/console/departments"
CHANGED = "frontdesk:duty"  # what the parts listen to


class Departments:
    """The page of the settings, and the switch that every page has in its corner."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, presence: Presence) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._presence = presence

    @told
    async def show(self, request: Request) -> Response:
        """The whole page, or its changing part for a page that is open."""
        seat = await self._seats.find(request, Action.CHANGE_MEMBERS)
        facts: dict[str, Any] = {"shown": await self._shown(seat), "most": duty.MOST_CAPACITY}
        if "hx-request" in request.headers:
            return self.pages.draw(request, "parts/departments", seat.words, seat=seat, **facts)
        frame = await self._inbox.frame(seat)
        return self.pages.draw(request, "departments", seat.words, here="settings", tab="departments", **facts, **frame)

    @told
    async def new(self, request: Request) -> Response:
        """An empty form."""
        seat = await self._seats.find(request, Action.CHANGE_MEMBERS)
        return await self._form(request, seat, None)

    @told
    async def edit(self, request: Request) -> Response:
        """The form of a department that is there."""
        seat = await self._seats.find(request, Action.CHANGE_MEMBERS)
        present = await self._database.read(departments.find, seat.site.id, read_id(request))
        return await self._form(request, seat, present)

    @told
    async def create(self, request: Request) -> Response:
        """Make a department."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        wanted = _read(await _fields(request), seat)
        try:
            await self._database.write(departments.create, seat.site.id, wanted)
        except Invalid as refusal:
            raise _said(refusal, seat) from refusal
        return self._done(seat, "departments.made")

    @told
    async def change(self, request: Request) -> Response:
        """Another name, other people."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        wanted = _read(await _fields(request), seat)
        try:
            await self._database.write(departments.change, seat.site.id, read_id(request), wanted)
        except Invalid as refusal:
            raise _said(refusal, seat) from refusal
        return self._done(seat, "told.saved")

    @told
    async def delete(self, request: Request) -> Response:
        """Have it no more; what waits for it waits for anybody."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        await self._database.write(departments.remove, seat.site.id, read_id(request))
        return self._done(seat, "departments.deleted")

    @told
    async def take_on(self, request: Request) -> Response:
        """How many conversations at once a member takes, and in which languages."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        fields = await read_fields(request)
        spoken = tuple(each.lower() for each in fields.get("languages", "").replace(",", " ").split())
        many = fields.get("capacity", "")
        try:
            wanted = DutyChange(capacity=int(many) if many.isascii() and many.isdigit() else 0, languages=spoken)
        except ValidationError as error:
            wrong = {path.partition(".")[0] for path in problems(error)}
            raise Invalid(errors={each: seat.words(f"departments.wrong.{each}") for each in wrong}) from error
        await self._database.write(duty.change, seat.site.id, read_id(request), wanted)
        return self._done(seat, "told.saved")

    @told
    async def duty(self, request: Request) -> Response:
        """Part of every page: whether its member is here or away."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        return await self._switch(request, seat)

    @told
    async def set_away(self, request: Request) -> Response:
        """Be away, or here again."""
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        away = (await read_fields(request)).get("away") == "yes"
        await self._database.write(duty.set_away, seat.site.id, seat.member.id, away)
        return await self._switch(request, seat)

    async def _switch(self, request: Request, seat: Seat) -> Response:
        own = await self._database.read(duty.of, seat.site.id, seat.member.id)
        return self.pages.draw(request, "parts/duty", seat.words, seat=seat, is_away=own.away)

    async def _shown(self, seat: Seat) -> Team:
        here = frozenset(each.id for each in await self._presence.online(seat.site.id))
        return await self._database.read(_team, seat.site.id, here)

    async def _form(self, request: Request, seat: Seat, present: Department | None) -> Response:
        team = await self._shown(seat)
        inside = set(present.members) if present else set()
        facts: dict[str, Any] = {"department": present, "members": team.members, "inside": inside}
        return self.pages.draw(request, "parts/department_form", seat.words, **facts)

    def _done(self, seat: Seat, words: str) -> Response:
        events: dict[str, object] = {CLOSE: EVERYWHERE, CHANGED: EVERYWHERE}
        return self.pages.say(200, events | {"frontdesk:told": {"words": seat.words(words)} | EVERYWHERE})


def _team(reader: Reader, site: str, here: frozenset[str]) -> Team:
    found = colleagues.of_site(reader, site, colleagues.MOST_SHOWN).items
    people = [Member(each.id, each.name, each.disabled) for each in found]
    return shown(people, departments.of_site(reader, site), duty.of_team(reader, site), here)


async def _fields(request: Request) -> Mapping[str, Any]:
    pairs = await read_pairs(request)
    found: dict[str, Any] = {name: value for name, value in pairs if name != "members"}
    return found | {"members": tuple(value for name, value in pairs if name == "members")}


def _read(fields: Mapping[str, Any], seat: Seat) -> DepartmentInput:
    try:
        return DepartmentInput(name=fields.get("department", ""), members=fields["members"])
    except ValidationError as error:
        raise Invalid(errors={"department": seat.words("departments.wrong.name")}) from error


def _said(refusal: Invalid, seat: Seat) -> Invalid:
    """What the room refuses, in the reader's words."""
    if "members" in refusal.errors:
        return Invalid(errors={"members": seat.words("departments.wrong.members")})
    return Invalid(errors={"department": seat.words(f"departments.wrong.{refusal.reasons['name']}")})
