"""The team's page: who works here and as what; another role, leaving and coming back, letting in no more."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.members_read import read_team
from server.console.members_shown import ROLES, TeamShown, abilities, show_team
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database, Transaction
from server.errors import NotFound
from server.hub.presence import Presence
from server.sites import team
from server.sites.policy import Action, Actor, Role

Act = Callable[[Transaction, Actor, str, str], object]
CHANGED = "frontdesk:member"


class Members:
    """Everybody who works at the site, for those who work there too."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, presence: Presence, inbox: Inbox) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._presence = presence
        self._inbox = inbox

    @told
    async def show(self, request: Request) -> Response:
        """The whole page, or its changing part for a page that is open."""
        seat = await self._seats.find(request, Action.READ_MEMBERS)
        if "hx-request" in request.headers:
            shown = await self._shown(seat)
            return self.pages.draw(request, "parts/members", seat.words, seat=seat, clock=seat.clock, shown=shown)
        frame = await self._inbox.frame(seat)
        facts: dict[str, Any] = {"shown": await self._shown(seat), "abilities": abilities(), "roles": ROLES}
        return self.pages.draw(request, "members", seat.words, here="settings", tab="team", **facts, **frame)

    @told
    async def change_role(self, request: Request) -> Response:
        """Give a colleague another role."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        role = read_role(await read_fields(request))
        actor, site = seat.entered.actor, seat.site.id
        await self._database.write(team.change_role, actor, site, read_id(request), role)
        return self._done(seat, "members.changed")

    @told
    async def remove(self, request: Request) -> Response:
        """Let a colleague work here no more; for a quarter of an hour this can be undone."""
        return await self._act(request, team.remove, "members.removed_now")

    @told
    async def take_back(self, request: Request) -> Response:
        """Undo that."""
        return await self._act(request, team.take_back, "members.back")

    @told
    async def lock(self, request: Request) -> Response:
        """Let a colleague in nowhere any more."""
        return await self._act(request, team.disable, "members.locked_now")

    @told
    async def unlock(self, request: Request) -> Response:
        """Undo that."""
        return await self._act(request, team.enable, "members.unlocked_now")

    async def _act(self, request: Request, act: Act, words: str) -> Response:
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        await self._database.write(act, seat.entered.actor, seat.site.id, read_id(request))
        return self._done(seat, words)

    def _done(self, seat: Seat, words: str) -> Response:
        response = self.pages.say(200, {})
        self.pages.tell(response, seat.words(words), CHANGED)
        return response

    async def _shown(self, seat: Seat) -> TeamShown:
        may_change = seat.may(Action.CHANGE_MEMBERS)
        actor, site, now = seat.entered.actor, seat.site.id, seat.clock.now
        read = await self._database.read(read_team, site, actor, now, may_change=may_change)
        here = frozenset(each.id for each in await self._presence.online(site))
        return show_team(read, actor, site, here, now)


def read_role(fields: Any) -> Role:
    """The role that a form names."""
    try:
        return Role(fields.get("role", ""))
    except ValueError as error:
        raise NotFound from error
