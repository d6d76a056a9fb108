"""In and out: the log-in, the log-out, and the few choices that only concern this browser."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.config import Networks
from server.console.code_entry import owe_code
from server.console.cookies import INVITATION, INVITED, give_session, keep
from server.console.fields import read_fields
from server.console.forgery import check_origin, check_token
from server.console.pages import LANGUAGE_COOKIE, Pages
from server.console.seats import SITE_COOKIE, NoSite, Seats
from server.console.trouble import LOGIN, minutes_of, told
from server.console.words import LANGUAGES
from server.errors import NotFound, OriginRefused, TooMany, Unauthenticated, Unreadable, WrongPassword
from server.sites.beginning import Beginning
from server.sites.entrance import Entered, Entrance, HalfWay
from server.visitors.addresses import address_of

HOME = "/console/"
START = "/console/start"
WHY = ("out", "again", "removed", "locked")


class Entry:
    """The pages and forms in front of the desk."""

    def __init__(self, pages: Pages, seats: Seats, entrance: Entrance, beginning: Beginning, trusted: Networks) -> None:
        self.pages = pages
        self._seats = seats
        self._entrance = entrance
        self._beginning = beginning
        self._trusted = trusted

    async def at_the_gate(self, request: Request) -> Response:
        """Whoever opens the installation's bare address comes to the desk."""
        return self.pages.go(HOME)

    @told
    async def show(self, request: Request) -> Response:
        """The log-in form; who is logged in goes straight to the desk, and to an empty house comes its first owner."""
        if await self._beginning.is_open():
            return self.pages.go(START)
        if await self._seats.who(request):
            return self.pages.go(HOME)
        why = request.query_params.get("why")
        return self._form(request, why=f"login.{why}" if why in WHY else "")

    @told
    async def log_in(self, request: Request) -> Response:
        """Check e-mail and password, and give the browser a new session."""
        try:
            check_origin(request, self.pages.origin)
        except OriginRefused as refusal:
            # Either a foreign page, or ours under another name: then the address that works is told.
            return self._form(request, status=refusal.status, why=self._foreign(request), elsewhere=True)
        fields = await read_fields(request)
        email = fields.get("email", "").strip()
        address = address_of(request, self._trusted)
        try:
            entered = await self._entrance.log_in(
                email,
                fields.get("password", ""),
                agent=request.headers.get("user-agent", ""),
                address=address,
                previous=request.cookies.get(self._seats.cookie),
            )
        except WrongPassword as refusal:
            left = self._entrance.tries_left(email, address)
            why = "login.wrong" if left else "login.last"
            return self._form(request, status=refusal.status, problem="password", email=email, why=why, n=left)
        except TooMany as refusal:
            minutes = minutes_of(refusal)
            response = self._form(
                request, status=refusal.status, problem="many", email=email, why="login.wait", n=minutes
            )
            response.headers["retry-after"] = str(refusal.details.get("retry_after", 60))
            return response
        if isinstance(entered, HalfWay):
            return owe_code(self.pages, entered)
        return await self.let_in(request, entered)

    @told
    async def log_out(self, request: Request) -> Response:
        """End the session here and now; the open pages of this browser hear of it within seconds."""
        entered = await self._checked(request)
        await self._entrance.log_out(entered.token)
        response = self.pages.go(INVITATION if INVITED in request.cookies else f"{LOGIN}?why=out")
        response.delete_cookie(self._seats.cookie, path="/", secure=self._is_secure, httponly=True, samesite="lax")
        return response

    @told
    async def choose_language(self, request: Request) -> Response:
        """Speak another language in this browser; also before anybody has logged in."""
        check_origin(request, self.pages.origin)
        language = (await read_fields(request)).get("language", "")
        if language not in LANGUAGES:
            raise NotFound
        gate = INVITATION if INVITED in request.cookies else LOGIN
        response = self.pages.go(HOME if await self._seats.who(request) and gate == LOGIN else gate)
        keep(self.pages, response, LANGUAGE_COOKIE, language)
        return response

    @told
    async def choose_site(self, request: Request) -> Response:
        """Go to the desk of another site that this member works at."""
        entered = await self._checked(request, fields := dict(await read_fields(request)))
        if (site := fields.get("site")) is None:
            raise Unreadable("A field of the form is missing.", missing="site")
        if site not in entered.actor.roles:
            raise NotFound
        response = self.pages.go(HOME)
        keep(self.pages, response, SITE_COOKIE, site)
        return response

    @told
    async def nowhere(self, request: Request) -> Response:
        """Any other address under the console's: a page that says so and leads back; in an empty house its start."""
        if await self._beginning.is_open():
            return self.pages.go(START)
        raise NotFound

    @property
    def _is_secure(self) -> bool:
        return self.pages.origin.startswith("https:")

    async def _checked(self, request: Request, fields: dict[str, str] | None = None) -> Entered:
        """Who sends this form, from our own page and with the session's token."""
        check_origin(request, self.pages.origin)
        entered = await self._seats.who(request)
        if entered is None:
            raise Unauthenticated
        given = fields if fields is not None else await read_fields(request)
        check_token(given.get("csrf"), entered.session.csrf)
        return entered

    async def let_in(self, request: Request, entered: Entered) -> Response:
        """Give the browser its new session, and open the desk; whoever has no site is told so instead.

        Whoever has an invitation waiting goes on with it.
        """
        if INVITED in request.cookies:
            return self._welcome(entered, INVITATION)
        if not entered.actor.roles:
            await self._entrance.log_out(entered.token)
            raise NoSite
        return self._welcome(entered, HOME)

    def _welcome(self, entered: Entered, address: str) -> Response:
        response = self.pages.go(address)
        self.keep_session(response, entered.token)
        return response

    def keep_session(self, response: Response, token: str) -> None:
        """Give the browser its session."""
        give_session(self.pages, response, self._seats.cookie, token)

    def _foreign(self, request: Request) -> str:
        ours = request.headers.get("sec-fetch-site") == "same-origin"
        return "login.elsewhere" if ours else "login.foreign"

    def _form(
        self,
        request: Request,
        *,
        status: int = 200,
        problem: str = "",
        email: str = "",
        why: str = "",
        elsewhere: bool = False,
        **values: Any,
    ) -> Response:
        words = self.pages.words(request)
        return self.pages.draw(
            request,
            "login",
            words,
            status=status,
            address=self.pages.origin.partition("://")[2],
            said=words(why, **values) if why else "",
            problem=problem or ("origin" if elsewhere else ""),
            elsewhere=f"{self.pages.origin}{HOME}" if elsewhere else "",
            email=email,
        )
