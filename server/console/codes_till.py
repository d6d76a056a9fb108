"""The till: a code is typed in, its worth is said in one word and a sentence, and it is redeemed with one press."""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from server.codes import redeeming
from server.codes.guesses import Guesses
from server.config import Networks
from server.console.codes import CHANGED
from server.console.codes_shown import code_of
from server.console.fields import read_fields
from server.console.pages import Pages
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database
from server.errors import AlreadyRedeemed, CodeExpired, Invalid, NotFound
from server.networks import network_of
from server.sites.policy import Action
from server.visitors.addresses import address_of

LONGEST = 200
LONGEST_ORDER = 100


class CodesTill:
    """Check first, redeem then; a second press of the same button redeems nothing twice."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, trusted: Networks) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._trusted = trusted
        self._guesses = Guesses()

    @told
    async def check(self, request: Request) -> Response:
        """What a code is worth; nothing changes."""
        seat = await self._seats.find_for_change(request, Action.READ_CODES)
        said = (await read_fields(request)).get("code", "").strip()[:LONGEST]
        if not said:
            errors = {"code": seat.words("codes.type_first")}
            return self.pages.say(Invalid.status, {"frontdesk:refused": {"errors": errors}})
        return await self._verdict(request, seat, said)

    @told
    async def redeem(self, request: Request) -> Response:
        """Redeem it; where somebody was quicker, say when that was."""
        seat = await self._seats.find_for_change(request, Action.REDEEM_CODES)
        fields = await read_fields(request)
        said, order = fields.get("code", "")[:LONGEST], fields.get("order", "").strip()[:LONGEST_ORDER]
        key = fields.get("key") or None
        try:
            with self._guesses.counted(*self._guessers(request, seat)):
                await self._database.write(
                    redeeming.redeem, [seat.site.id], said, seat.member.id, key and key[:64], order
                )
        except (AlreadyRedeemed, CodeExpired, NotFound):
            return await self._verdict(request, seat, said)
        response = await self._verdict(request, seat, said, is_done=True)
        self.pages.tell(response, seat.words("codes.done"), CHANGED)
        return response

    async def _verdict(self, request: Request, seat: Seat, said: str, *, is_done: bool = False) -> Response:
        try:
            with self._guesses.counted(*self._guessers(request, seat)):
                found = code_of(await self._database.read(redeeming.look_up, [seat.site.id], said), seat.words)
        except NotFound:
            found = None
        return self.pages.draw(
            request,
            "parts/code_verdict",
            seat.words,
            said=said,
            code=found,
            is_done=is_done,
            key=secrets.token_urlsafe(16),
            may=seat.may(Action.REDEEM_CODES),
            clock=seat.clock,
        )

    def _guessers(self, request: Request, seat: Seat) -> tuple[str, str]:
        return f"member:{seat.member.id}", f"network:{network_of(address_of(request, self._trusted))}"
