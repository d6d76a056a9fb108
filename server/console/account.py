"""The member's own page: name, picture and language, password, second step, open sessions, tokens for programs."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.account_shown import sessions_shown, tokens_shown
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.pages import LANGUAGE_COOKIE, Pages
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.console.words import LANGUAGES
from server.database import Database, Reader
from server.errors import Invalid
from server.sites import members, own_acts, sessions, tokens, two_factor
from server.sites.account import Account
from server.sites.own_acts import Profile
from server.sites.policy import Action
from server.sites.scopes import Scope

PATH = "/console/account"
ANY = Action.READ_SITE  # whoever has a desk may open the own account from there


class AccountPage:
    """The whole page, and the two forms that concern nobody but its member."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, account: Account) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._account = account

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, ANY)
        facts = await self._inbox.frame(seat)
        facts |= await self._database.read(everything, seat) | {"choices": ("", *LANGUAGES), "scopes": list(Scope)[1:]}
        facts |= {"here": "account", "made": None, "step": "rest", "is_part": False}
        return self.pages.draw(request, "account", seat.words, **facts)

    @told
    async def change_profile(self, request: Request) -> Response:
        """Another name, picture or language; the page is drawn afresh in it."""
        seat = await self._seats.find_for_change(request, ANY)
        fields = await read_fields(request)
        profile = Profile.read({name: fields.get(name, "") for name in Profile.model_fields})
        if profile.language not in ("", *LANGUAGES):
            raise Invalid(errors={"language": "a language of the console"})
        await self._database.write(own_acts.change_profile, seat.entered.actor, profile)
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = PATH
        response.delete_cookie(LANGUAGE_COOKIE, path="/console")  # what was chosen in this browser gives way
        return response

    @told
    async def change_password(self, request: Request) -> Response:
        """Another password; every other session ends."""
        seat = await self._seats.find_for_change(request, ANY)
        fields = await read_fields(request)
        old, new = fields.get("old_password", ""), fields.get("new_password", "")
        await self._account.change_password(seat.entered.actor, seat.entered.session, old, new)
        response = self.pages.say(200, {})
        self.pages.tell(response, seat.words("account.password_changed"), "frontdesk:sessions")
        return response


def everything(reader: Reader, seat: Seat) -> dict[str, Any]:
    """What the page shows, as of one moment."""
    actor, here = seat.entered.actor, seat.entered.session
    found = members.find(reader, actor.member)
    return {
        "profile": found,
        "two": two_factor.state(reader, actor.member),
        "sessions": sessions_shown(sessions.of_member(reader, actor.member, seat.clock.now), here),
        "tokens": tokens_shown(tokens.of_member(reader, actor.member, seat.clock.now), seat),
    }
