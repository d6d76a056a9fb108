"""The links of a letter that asks to confirm: looking changes nothing, a press does."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.config import Networks
from server.database import Database
from server.networks import cut_address
from server.optin import confirming, stopping
from server.optin.confirming import Asked
from server.optin.links import read_token
from server.optin.states import CONFIRMED, STOPPED, WITHDRAWN
from server.sealing import Sealer
from server.visitors.addresses import address_of
from server.visitors.confirm_drawn import PATH, Confirmations
from server.visitors.letter_pages import LetterPages
from server.visitors.limits import Limits

GONE = 410


class ConfirmPages:
    """Programs that read letters open every link in them, so only a POST confirms or stops anything."""

    def __init__(
        self, database: Database, sealer: Sealer, drawn: Confirmations, limits: Limits, trusted: Networks
    ) -> None:
        self._database = database
        self._trusted = trusted
        self._pages = LetterPages[Asked](
            database,
            limits,
            trusted,
            path=PATH,
            ended="ended",
            read=partial(read_token, sealer),
            find=confirming.find,
            draw=drawn.page,
            language=lambda asked: asked.language,
        )

    async def show(self, request: Request) -> Response:
        """`GET /v1/confirm/{token}`: what was ticked, and a button; or how it stands by now."""
        return await self._pages.calmly(request, self._show)

    async def confirm(self, request: Request) -> Response:
        """`POST` of the same: it is agreed to; safe to repeat."""
        return await self._pages.calmly(request, self._confirm)

    async def show_stop(self, request: Request) -> Response:
        """`GET /v1/confirm/{token}/stop`: a button that ends such letters and withdraws what was agreed to."""
        return await self._pages.calmly(request, self._show_stop)

    async def stop(self, request: Request) -> Response:
        """`POST` of the same: it is agreed to no more, and the site asks there no more; safe to repeat."""
        return await self._pages.calmly(request, self._stop)

    async def again(self, request: Request) -> Response:
        """`POST /v1/confirm/{token}/again`: whoever stopped it has changed their mind; safe to repeat."""
        return await self._pages.calmly(request, self._again)

    async def _show(self, request: Request, optin: str, asked: Asked) -> Response:
        step = {CONFIRMED: "confirmed", STOPPED: "stopped", WITHDRAWN: "withdrawn"}.get(asked.state, "ended")
        step = "open" if asked.is_open else step
        return self._pages.draw(request, step, GONE if step == "ended" else 200, asked)

    async def _confirm(self, request: Request, optin: str, asked: Asked) -> Response:
        await self._database.write(confirming.confirm, optin, self._pressed_from(request, asked))
        return self._pages.go(request)

    async def _again(self, request: Request, optin: str, asked: Asked) -> Response:
        await self._database.write(confirming.confirm_again, optin, self._pressed_from(request, asked))
        return self._pages.go(request)

    def _pressed_from(self, request: Request, asked: Asked) -> str:
        """The address as this site keeps addresses."""
        address = address_of(request, self._trusted)
        return cut_address(address) if asked.site.addresses == "cut" else address

    async def _show_stop(self, request: Request, optin: str, asked: Asked) -> Response:
        if asked.state in (CONFIRMED, WITHDRAWN):
            step = "withdraw" if asked.state == CONFIRMED else "withdrawn"
        else:
            step = "stopped" if asked.stopped else "stop"
        return self._pages.draw(request, step, 200, asked)

    async def _stop(self, request: Request, optin: str, asked: Asked) -> Response:
        await self._database.write(stopping.stop, optin)
        return self._pages.go(request, "/stop")
