"""Two-factor on the member's own page: learnt from a picture, shown to work, renewed, switched off."""

import io
from typing import Any

import segno
from starlette.requests import Request
from starlette.responses import Response

from server.console.account import ANY
from server.console.fields import read_fields
from server.console.pages import Pages
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database
from server.sites import codes, two_factor
from server.sites.account import Account


class TwoFactorPart:
    """One part of the page in its four states: off, being set up, just set up (with the recovery codes), on."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, account: Account) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._account = account

    @told
    async def show(self, request: Request) -> Response:
        """The part as it stands: also what gives up setting it up."""
        return await self._draw(request, await self._seats.find(request, ANY))

    @told
    async def begin(self, request: Request) -> Response:
        """The picture and the key that an authenticator learns, once the password was given."""
        seat = await self._seats.find_for_change(request, ANY)
        password = (await read_fields(request)).get("your_password", "")
        await self._account.begin_two_factor(seat.entered.actor, seat.entered.session, password)
        key = codes.in_groups(await self._account.secret(seat.entered.actor))
        return await self._draw(request, seat, step="learn", key=key)

    @told
    async def picture(self, request: Request) -> Response:
        """The secret as a QR code, black on white so that every camera reads it; kept nowhere."""
        seat = await self._seats.find(request, ANY)
        secret = await self._account.secret(seat.entered.actor)
        drawn = io.BytesIO()
        made = segno.make(codes.enrolment(secret, seat.entered.actor.email), error="m", micro=False)
        made.save(drawn, kind="svg", scale=4, border=4, light="#fff", xmldecl=False, nl=False)
        return self.pages.picture(drawn.getvalue())

    @told
    async def confirm(self, request: Request) -> Response:
        """The first code is right: it is on, and the recovery codes are shown."""
        seat = await self._seats.find_for_change(request, ANY)
        code = (await read_fields(request)).get("code", "")
        made = await self._account.confirm_two_factor(seat.entered.actor, seat.entered.session, code)
        return await self._draw(request, seat, step="codes", recovery=made)

    @told
    async def renew(self, request: Request) -> Response:
        """New recovery codes in place of the old ones."""
        seat = await self._seats.find_for_change(request, ANY)
        password = (await read_fields(request)).get("your_password", "")
        made = await self._account.renew_codes(seat.entered.actor, seat.entered.session, password)
        return await self._draw(request, seat, step="codes", recovery=made)

    @told
    async def switch_off(self, request: Request) -> Response:
        """The password alone is enough again."""
        seat = await self._seats.find_for_change(request, ANY)
        fields = await read_fields(request)
        given = fields.get("your_password", ""), fields.get("code", "")
        await self._account.switch_off_two_factor(seat.entered.actor, seat.entered.session, *given)
        response = await self._draw(request, seat)
        self.pages.tell(response, seat.words("two.now_off"))
        return response

    async def _draw(
        self, request: Request, seat: Seat, *, step: str = "rest", key: str = "", recovery: tuple[str, ...] = ()
    ) -> Response:
        two = await self._database.read(two_factor.state, seat.entered.actor.member)
        facts: dict[str, Any] = {
            "seat": seat,
            "clock": seat.clock,
            "two": two,
            "step": step,
            "key": key,
            "recovery": recovery,
            "is_part": True,
        }
        return self.pages.draw(request, "parts/account_two_factor", seat.words, **facts)
