"""The other end of an invitation's link: whoever is new makes an account, whoever is known joins with theirs.

The link's secret stands behind its `#`, which browsers send to nobody: a module of the page sends it in a form, or
the person pastes the link into that form. From then on it lives in a cookie for an hour, in no address and no page.
"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.config import Networks
from server.console.cookies import INVITATION, INVITED, forget_invitation, give_session, keep, keep_invitation
from server.console.fields import read_fields
from server.console.forgery import check_origin, check_token
from server.console.pages import Pages
from server.console.seats import SITE_COOKIE, Seats
from server.console.trouble import told
from server.console.words import Words
from server.database import Database, now_ms
from server.errors import AlreadyExists, Invalid, NotFound
from server.sites import accepting
from server.sites.accepting import Browser, InvitationOver, Newcomer
from server.sites.entrance import Entered
from server.sites.passwords import Passwords
from server.visitors.addresses import address_of

HOME = "/console/"
LONGEST = 300  # characters of a pasted link


class Joining:
    """The page of an invitation, for whoever has its link."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, passwords: Passwords, trusted: Networks) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._passwords = passwords
        self._trusted = trusted

    @told
    async def show(self, request: Request) -> Response:
        """What the link leads to, once it was sent; before that a place to paste it."""
        if INVITED in request.cookies:
            return await self._stand(request)
        return self._draw(request, "paste")

    @told
    async def take_link(self, request: Request) -> Response:
        """Take the link's secret, whether it comes alone or with the whole link around it."""
        check_origin(request, self.pages.origin)
        pasted = (await read_fields(request)).get("link", "").strip()
        response = self.pages.go(INVITATION)
        keep_invitation(self.pages, response, token_in(pasted))
        return response

    @told
    async def join(self, request: Request) -> Response:
        """Accept: with a new name and password, or with the account that is logged in."""
        check_origin(request, self.pages.origin)
        fields = await read_fields(request)
        entered = await self._seats.who(request)
        if entered is not None:
            check_token(fields.get("csrf"), entered.session.csrf)
        try:
            if entered is not None:
                return await self._join_known(request, entered)
            return await self._join_new(request, fields)
        except (AlreadyExists, InvitationOver, NotFound):
            return await self._stand(request)  # it says what has become of it, and what to do
        except Invalid as refusal:
            return await self._stand(request, refusal.errors, fields.get("name", "")[:80])

    async def _join_known(self, request: Request, entered: Entered) -> Response:
        token = request.cookies.get(INVITED, "")
        joined = await self._database.write(accepting.accept_known, token, entered.actor)
        return self._welcome(joined.site)

    async def _join_new(self, request: Request, fields: Mapping[str, str]) -> Response:
        newcomer = Newcomer.read({name: fields.get(name, "") for name in ("name", "password")})
        agent = request.headers.get("user-agent", "")
        browser = Browser(self.pages.words(request).language, agent, address_of(request, self._trusted))
        token = request.cookies.get(INVITED, "")
        site, entered = await accepting.accept_new(self._database, self._passwords, token, newcomer, browser)
        response = self._welcome(site)
        give_session(self.pages, response, self._seats.cookie, entered.token)
        return response

    def _welcome(self, site: str) -> Response:
        response = self.pages.go(HOME)
        keep(self.pages, response, SITE_COOKIE, site)
        forget_invitation(response)
        return response

    async def _stand(self, request: Request, errors: Mapping[str, str] | None = None, name: str = "") -> Response:
        """The page as things stand: who is asked, who is logged in, and whether the link still works."""
        entered = await self._seats.who(request)
        try:
            asked = await self._database.read(accepting.look, request.cookies.get(INVITED, ""), now_ms())
        except (NotFound, InvitationOver) as refusal:
            state = str(refusal.details.get("state", "unknown"))
            response = self._draw(request, "over", status=refusal.status, state=state)
            forget_invitation(response)
            return response
        step = _step(asked, entered)
        facts: dict[str, Any] = {"asked": asked, "name": name, "me": entered.actor if entered else None}
        facts |= {"csrf": entered.session.csrf if entered else ""}
        if errors and step == "new":
            said = _said(errors, self.pages.words(request))
            return self._draw(request, step, status=Invalid.status, errors=said, **facts)
        return self._draw(request, step, **facts)

    def _draw(self, request: Request, step: str, *, status: int = 200, **facts: Any) -> Response:
        known = {"state": "", "errors": {}} | facts
        return self.pages.draw(request, "joining", self.pages.words(request), status=status, step=step, **known)


def token_in(pasted: str) -> str:
    """The secret in what was pasted: the whole link, or what stands behind its `#`."""
    found = pasted[:LONGEST].rpartition("#")[2]
    return found if found.isascii() and found.replace("-", "").replace("_", "").isalnum() else "-"


def _step(asked: accepting.Asked, entered: Entered | None) -> str:
    """What whoever has the link does next."""
    if entered is None:
        return "known" if asked.is_known else "new"
    if entered.actor.email != asked.invitation.email:
        return "other"
    return "here" if asked.invitation.site in entered.actor.roles else "accept"


def _said(errors: Mapping[str, str], t: Words) -> dict[str, str]:
    said = {}
    if "name" in errors:
        said["name"] = t("joining.no_name")
    if "password" in errors:
        is_length = "characters" in errors["password"] or "empty" in errors["password"]
        said["password"] = t("joining.password_length" if is_length else "joining.password_guessed")
    return said
