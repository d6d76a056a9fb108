"""The second form of a log-in: where a member has an authenticator, the password alone opens nothing."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.config import Networks
from server.console.fields import read_fields
from server.console.forgery import check_origin
from server.console.pages import Pages
from server.console.seats import Seats
from server.console.trouble import minutes_of, told
from server.errors import TooMany, Unauthenticated
from server.sites.entrance import Entered, HalfWay
from server.sites.half_sessions import LONGEST
from server.sites.second_step import SecondStep
from server.sites.two_factor import WrongCode
from server.visitors.addresses import address_of

PATH = "/console/login/code"
COOKIE, COOKIE_PATH = "frontdesk_code", "/console/login"
LONGEST_CODE = 40


def owe_code(pages: Pages, half_way: HalfWay) -> Response:
    """Lead the browser to the form for the code; only this one can send it, for five minutes."""
    response, secure = pages.go(PATH), pages.origin.startswith("https:")
    response.set_cookie(
        COOKIE,
        half_way.token,
        max_age=LONGEST // 1000,
        path=COOKIE_PATH,
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    return response


class CodeEntry:
    """The form for the code; `let_in` gives whoever sends a right one the session."""

    def __init__(
        self,
        pages: Pages,
        seats: Seats,
        second_step: SecondStep,
        trusted: Networks,
        let_in: Callable[[Request, Entered], Awaitable[Response]],
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._second_step = second_step
        self._trusted = trusted
        self._let_in = let_in

    @told
    async def show(self, request: Request) -> Response:
        """The form, for whoever has just given the password in this browser."""
        if not await self._second_step.is_owed(request.cookies.get(COOKIE, ""), _agent(request)):
            raise Unauthenticated
        return self._form(request)

    @told
    async def take(self, request: Request) -> Response:
        """Check the code, and give the browser a new session."""
        check_origin(request, self.pages.origin)
        code = (await read_fields(request)).get("code", "")
        try:
            entered = await self._second_step.take(
                request.cookies.get(COOKIE, ""),
                code[:LONGEST_CODE],
                agent=_agent(request),
                address=address_of(request, self._trusted),
                previous=request.cookies.get(self._seats.cookie),
            )
        except WrongCode as refusal:
            left = int(str(refusal.details["left"]))
            return self._form(request, refusal.status, "code.wrong" if left else "code.last", left)
        except TooMany as refusal:
            response = self._form(request, refusal.status, "login.wait", minutes_of(refusal))
            response.headers["retry-after"] = str(refusal.details.get("retry_after", 60))
            return response
        response = await self._let_in(request, entered)
        response.delete_cookie(COOKIE, path=COOKIE_PATH)
        return response

    def _form(self, request: Request, status: int = 200, why: str = "", n: int = 0) -> Response:
        words = self.pages.words(request)
        return self.pages.draw(request, "login_code", words, status=status, said=words(why, n=n) if why else "")


def _agent(request: Request) -> str:
    return request.headers.get("user-agent", "")
