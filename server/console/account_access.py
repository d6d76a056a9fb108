"""Who else can act as the member: the browsers that are logged in, and the programs that hold a token."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.account import ANY
from server.console.account_shown import sessions_shown, token_shown, tokens_shown
from server.console.fields import read_fields, read_pairs
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database
from server.errors import Invalid, NotFound
from server.sites import own_acts, sessions, tokens
from server.sites.account import Account
from server.sites.instants import written
from server.sites.scopes import Scope
from server.sites.token_input import NewToken

DAY = 24 * 3600 * 1000
ENDS = {"": None, "30": 30 * DAY, "90": 90 * DAY, "365": 365 * DAY}


class AccessPart:
    """Two lists of the page, each with what ends an entry of it."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, account: Account) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._account = account

    @told
    async def sessions(self, request: Request) -> Response:
        """Where the member is logged in."""
        return await self._draw_sessions(request, await self._seats.find(request, ANY), is_part=False)

    @told
    async def end_session(self, request: Request) -> Response:
        """End one of them; its open pages are led to the log-in within seconds."""
        seat = await self._seats.find_for_change(request, ANY)
        handle = (await read_fields(request)).get("session", "")
        if not await self._database.write(own_acts.end_session, seat.entered.actor, handle):
            raise NotFound
        return await self._draw_sessions(request, seat)

    @told
    async def end_others(self, request: Request) -> Response:
        """End all but this one."""
        seat = await self._seats.find_for_change(request, ANY)
        await self._database.write(own_acts.end_other_sessions, seat.entered.actor, seat.entered.session.token_hash)
        return await self._draw_sessions(request, seat)

    @told
    async def create_token(self, request: Request) -> Response:
        """Make a token, and show its text this once."""
        seat = await self._seats.find_for_change(request, ANY)
        given = await read_pairs(request)
        fields, actor = dict(given), seat.entered.actor
        wanted = _wanted(given, seat.clock.now)
        text, made = await self._account.create_token(
            actor,
            seat.entered.session,
            fields.get("your_password", ""),
            wanted.name,
            wanted.grant(actor, seat.clock.now),
        )
        shown = token_shown(made, {site.id: site.name for site in seat.sites}, seat.clock.now)
        return await self._draw_tokens(request, seat, made=shown, text=text)

    @told
    async def revoke_token(self, request: Request) -> Response:
        """Let a token work no more; for some minutes it can be let work again."""
        seat = await self._seats.find_for_change(request, ANY)
        if not await self._database.write(own_acts.revoke_token, seat.entered.actor, read_id(request)):
            raise NotFound
        return await self._draw_tokens(request, seat)

    @told
    async def restore_token(self, request: Request) -> Response:
        """Undo that."""
        seat = await self._seats.find_for_change(request, ANY)
        await self._database.write(own_acts.restore_token, seat.entered.actor, read_id(request))
        return await self._draw_tokens(request, seat)

    async def _draw_sessions(self, request: Request, seat: Seat, *, is_part: bool = True) -> Response:
        found = await self._database.read(sessions.of_member, seat.entered.actor.member, seat.clock.now)
        shown = sessions_shown(found, seat.entered.session)
        return self._part(request, "account_sessions", seat, sessions=shown, is_part=is_part)

    async def _draw_tokens(self, request: Request, seat: Seat, made: Any = None, text: str = "") -> Response:
        found = await self._database.read(tokens.of_member, seat.entered.actor.member, seat.clock.now)
        facts = {"tokens": tokens_shown(found, seat), "scopes": list(Scope)[1:], "made": made, "text": text}
        return self._part(request, "account_tokens", seat, **facts)

    def _part(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)


def _wanted(given: Sequence[tuple[str, str]], now: int) -> NewToken:
    """What the form asks for; `scope` and `site` come once for each that is ticked."""
    fields = dict(given)
    some = [value for name, value in given if name == "scope"]
    sites = [value for name, value in given if name == "site" and value]
    if fields.get("may") != "some":
        some = [Scope.ALL]
    if not some:
        raise Invalid(errors={"scope": "at least one"})
    if (ends := fields.get("ends", "")) not in ENDS:
        raise Invalid(errors={"ends": "one of the choices"})
    lasts = ENDS[ends]
    return NewToken.read(
        {
            "name": fields.get("name", ""),
            "scopes": some,
            "sites": sites or None,
            "expires_at": None if lasts is None else written(now + lasts),
        }
    )
