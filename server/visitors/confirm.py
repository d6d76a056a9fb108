"""The links of a letter that asks to confirm: looking changes nothing, a press does."""

import secrets
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.config import Networks
from server.database import Database
from server.errors import NotFound, Refusal
from server.networks import cut_address
from server.optin import confirming, stopping
from server.optin.confirming import Asked
from server.optin.links import read_token
from server.optin.states import CONFIRMED, STOPPED, WITHDRAWN
from server.problems import our_fault
from server.sealing import Sealer
from server.visitors.addresses import address_of
from server.visitors.confirm_drawn import PATH, Confirmations
from server.visitors.limits import Limits
from server.visitors.words import Say, say_as_accepted, say_in

GONE = 410


def headers(nonce: str) -> Mapping[str, str]:
    """The headers of every answer: nothing runs, nothing is fetched or kept, and nobody learns the address."""
    policy = ("default-src 'none'", f"style-src 'nonce-{nonce}'", "form-action 'self'", "base-uri 'none'")
    return {
        "content-security-policy": "; ".join((*policy, "frame-ancestors 'none'")),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }


class ConfirmPages:
    """Programs that read letters open every link in them, so only a POST confirms or stops anything."""

    def __init__(
        self, database: Database, sealer: Sealer, drawn: Confirmations, limits: Limits, trusted: Networks
    ) -> None:
        self._database = database
        self._sealer = sealer
        self._drawn = drawn
        self._limits = limits
        self._trusted = trusted

    async def show(self, request: Request) -> Response:
        """`GET /v1/confirm/{token}`: what was ticked, and a button; or how it stands by now."""
        return await self._calmly(request, self._show)

    async def confirm(self, request: Request) -> Response:
        """`POST` of the same: it is agreed to; safe to repeat."""
        return await self._calmly(request, self._confirm)

    async def show_stop(self, request: Request) -> Response:
        """`GET /v1/confirm/{token}/stop`: a button that ends such letters and withdraws what was agreed to."""
        return await self._calmly(request, self._show_stop)

    async def stop(self, request: Request) -> Response:
        """`POST` of the same: it is agreed to no more, and the site asks there no more; safe to repeat."""
        return await self._calmly(request, self._stop)

    async def again(self, request: Request) -> Response:
        """`POST /v1/confirm/{token}/again`: whoever stopped it has changed their mind; safe to repeat."""
        return await self._calmly(request, self._again)

    async def _show(self, request: Request, optin: str, asked: Asked) -> Response:
        step = {CONFIRMED: "confirmed", STOPPED: "stopped", WITHDRAWN: "withdrawn"}.get(asked.state, "ended")
        step = "open" if asked.is_open else step
        return self._draw(request, step, GONE if step == "ended" else 200, asked)

    async def _confirm(self, request: Request, optin: str, asked: Asked) -> Response:
        await self._database.write(confirming.confirm, optin, self._pressed_from(request, asked))
        return self._go(request)

    async def _again(self, request: Request, optin: str, asked: Asked) -> Response:
        await self._database.write(confirming.confirm_again, optin, self._pressed_from(request, asked))
        return self._go(request)

    def _pressed_from(self, request: Request, asked: Asked) -> str:
        """The address as this site keeps addresses."""
        address = address_of(request, self._trusted)
        return cut_address(address) if asked.site.addresses == "cut" else address

    async def _show_stop(self, request: Request, optin: str, asked: Asked) -> Response:
        if asked.state in (CONFIRMED, WITHDRAWN):
            step = "withdraw" if asked.state == CONFIRMED else "withdrawn"
        else:
            step = "stopped" if asked.stopped else "stop"
        return self._draw(request, step, 200, asked)

    async def _stop(self, request: Request, optin: str, asked: Asked) -> Response:
        await self._database.write(stopping.stop, optin)
        return self._go(request, "/stop")

    async def _calmly(self, request: Request, work: Callable[[Request, str, Asked], Awaitable[Response]]) -> Response:
        """Whatever happens is told on a page: a person looks at it."""
        try:
            self._limits.confirmations(address_of(request, self._trusted))
            optin = read_token(self._sealer, request.path_params["token"])
            asked = await self._database.read(confirming.find, optin) if optin else None
            if optin is None or asked is None:
                return self._draw(request, "ended", NotFound.status)
            return await work(request, optin, asked)
        except Refusal as refusal:
            return self._draw(request, "trouble", refusal.status)
        except Exception as error:
            return self._draw(request, "trouble", our_fault(error, path="confirm").status)

    def _draw(self, request: Request, step: str, status: int, asked: Asked | None = None) -> Response:
        nonce, token = secrets.token_urlsafe(18), request.path_params["token"]
        html = self._drawn.page(step, _say(request, asked), nonce, asked, token)
        return Response(html, status, headers(nonce), "text/html; charset=utf-8")

    def _go(self, request: Request, more: str = "") -> Response:
        """Lead on to the page that tells how it stands now: loading that one again sends nothing."""
        address = f"{PATH}/{request.path_params['token']}{more}"
        return RedirectResponse(address, 303, headers(secrets.token_urlsafe(18)))


def _say(request: Request, asked: Asked | None) -> Say:
    return say_in(asked.language) if asked else say_as_accepted(request.headers.get("accept-language", ""))
