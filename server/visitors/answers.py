"""The links of a letter with answers: back to the conversation, and no more such letters."""

from functools import partial

from pydantic import TypeAdapter
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from server.answers import joining, stopping
from server.answers.links import read_token
from server.answers.stopping import Written
from server.clients.visitors import token_hash
from server.config import Networks
from server.database import Database
from server.errors import NotFound
from server.hub.decoder import decode
from server.hub.visitor_frames import Page, Token
from server.sealing import Sealer
from server.sites.document import Published
from server.visitors.answers_drawn import PATH, AnswerLetters
from server.visitors.bodies import read_body
from server.visitors.letter_pages import LetterPages
from server.visitors.limits import Limits
from server.visitors.talking import NEED
from server.widget import Model


class Rejoin(Model):
    """Who opened the link, what stands in it, and on which page."""

    visitor: Token
    token: str
    page: Page = Page()


BODY = TypeAdapter(Rejoin)


class Rejoining:
    """`POST /v1/sites/{key}/rejoin`: this browser goes on with the conversation of a letter."""

    def __init__(self, database: Database, sealer: Sealer, limits: Limits) -> None:
        self._database = database
        self._sealer = sealer
        self._limits = limits

    async def post(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """200 with the conversation and the widget to open it in; 404 for a link we never made, 410 for an old one."""
        site = published.site
        self._limits.conversations(address, site.id)
        said = decode(await read_body(request), BODY)
        letter = read_token(self._sealer, said.token)
        if letter is None:
            raise NotFound("This link is not whole.")
        joined = await self._database.write(joining.join, site.id, letter, token_hash(said.visitor), said.page)
        answer = {"conversation": joined.conversation, "widget": _widget(published, joined.widget)}
        return Response(to_json(answer), 200, headers | {"cache-control": "no-store"}, "application/json")


class AnswerPages:
    """Programs that read letters open every link in them, so only a POST stops anything."""

    def __init__(
        self, database: Database, sealer: Sealer, drawn: AnswerLetters, limits: Limits, trusted: Networks
    ) -> None:
        self._database = database
        self._pages = LetterPages[Written](
            database,
            limits,
            trusted,
            path=PATH,
            ended="answers_ended",
            read=partial(read_token, sealer),
            find=stopping.find,
            draw=drawn.page,
            language=lambda written: written.language,
        )

    async def show_stop(self, request: Request) -> Response:
        """`GET /v1/answers/{token}/stop`: a button that ends such letters; or that they have ended."""
        return await self._pages.calmly(request, self._show)

    async def stop(self, request: Request) -> Response:
        """`POST` of the same: this address gets no more of this site; safe to repeat."""
        return await self._pages.calmly(request, self._stop)

    async def again(self, request: Request) -> Response:
        """`POST /v1/answers/{token}/again`: whoever stopped them has changed their mind; safe to repeat."""
        return await self._pages.calmly(request, self._again)

    async def _show(self, request: Request, letter: str, written: Written) -> Response:
        return self._pages.draw(request, "answers_stopped" if written.stopped else "answers_stop", 200, written)

    async def _stop(self, request: Request, letter: str, written: Written) -> Response:
        await self._database.write(stopping.stop, letter)
        return self._pages.go(request, "/stop")

    async def _again(self, request: Request, letter: str, written: Written) -> Response:
        await self._database.write(stopping.let_again, letter)
        return self._pages.go(request, "/stop")


def _widget(published: Published, widget: str) -> str:
    """The widget in which it was begun, or another one of the site in which visitors write; "" where there is none."""
    takes = [id_ for id_, each in published.widgets.items() if NEED in each.kind.widget.needs]
    return widget if widget in takes else next(iter(takes), "")
