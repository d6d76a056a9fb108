"""The visitors' door: every address that a page on somebody's site speaks to."""

import time
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from server.assets import Assets
from server.config import Networks
from server.database import Database
from server.errors import NotFound, OriginRefused, Refusal, TooLarge, TooSlow
from server.files.incoming import Incoming
from server.hub.approaches import Approaches
from server.hub.hub import Hub
from server.leads.reception import Reception
from server.numbers.events import EventKeeper
from server.problems import our_fault, problem
from server.registry import Registry
from server.routing.dispatcher import Dispatcher
from server.sealing import Sealer
from server.sites.document import Published
from server.sites.publishing import Publishing
from server.sites.sightings import HELLO, LOADER, REFUSED, Sightings
from server.visitors.addresses import address_of
from server.visitors.answers import AnswerPages, Rejoining
from server.visitors.answers_drawn import AnswerLetters
from server.visitors.articles import Articles
from server.visitors.confirm import ConfirmPages
from server.visitors.confirm_drawn import Confirmations
from server.visitors.crossing import crossing, preflight
from server.visitors.events import Events
from server.visitors.files import FilePages
from server.visitors.following import Following
from server.visitors.geography import Geography
from server.visitors.identify import Identities
from server.visitors.limits import Limits
from server.visitors.lines import Lines
from server.visitors.live import Live
from server.visitors.loader import Loader
from server.visitors.poll import SECONDS as POLL_SECONDS
from server.visitors.poll import Poll
from server.visitors.preview import Preview
from server.visitors.submissions import Submissions
from server.visitors.talking import Talking
from server.visitors.uploads import Uploads

Work = Callable[[Request, Published, dict[str, str]], Awaitable[Response]]


class VisitorsDoor:
    """Reads, asks, answers; each method is one address. No rule and no SQL is here."""

    def __init__(
        self,
        *,
        public_url: str,
        trusted: Networks,
        assets: Assets,
        database: Database,
        publishing: Publishing,
        reception: Reception,
        keeper: EventKeeper,
        hub: Hub,
        live: Live,
        dispatcher: Dispatcher,
        approaches: Approaches,
        sightings: Sightings,
        registry: Registry,
        sealer: Sealer,
        geography: Geography,
        confirmations: Confirmations,
        answers: AnswerLetters,
        incoming: Incoming,
        clock: Callable[[], float] = time.monotonic,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        limits = Limits(clock)
        self._trusted = trusted
        self._publishing = publishing
        self._sightings = sightings
        self._loader = Loader(assets, public_url)
        self._submissions = Submissions(publishing, reception, limits)
        self._events = Events(keeper, limits)
        self._identities = Identities(database, limits)
        self._preview = Preview(database, registry, sealer, assets, public_url, limits)
        self.confirmations = ConfirmPages(database, sealer, confirmations, limits, trusted)
        talking = Talking(database, hub, Following(database, hub, live, dispatcher), limits, approaches)
        self._lines = Lines(hub, database, live, self._submissions, limits, trusted, geography, sightings, talking)
        self.answers = AnswerPages(database, sealer, answers, limits, trusted)
        self._rejoining = Rejoining(database, sealer, limits)
        self._articles = Articles(database, limits)
        self._uploads = Uploads(database, incoming, limits)
        self.files = FilePages(database, limits, trusted)
        self._poll = Poll(hub, self._lines, limits, poll_seconds)

    async def loader(self, request: Request) -> Response:
        """`GET /s/{key}.js`: the one script of a site, its configuration inlined."""
        try:
            published = await self._publishing.by_key(request.path_params["key"])
            if published is not None and is_of_a_page(request):
                self._sightings.note(published.site.id, LOADER, request.headers.get("referer"))
            return await self._loader.script(request, published)
        except Refusal as refusal:
            return problem(refusal)

    async def config(self, request: Request) -> Response:
        """`GET /v1/sites/{key}/config`: the same configuration as JSON."""
        return await self._for_page(request, self._loader.config, origin_required=False)

    async def preview(self, request: Request) -> Response:
        """`GET /v1/sites/{key}/preview`: the configuration with drafts, for a page that a preview's link opened."""
        return await self._for_page(request, self._show_preview)

    async def module(self, request: Request) -> Response:
        """`GET /m/{runtime}/{name}.{digest}.js`: what the loader imports."""
        try:
            return self._loader.module(request, **request.path_params)
        except Refusal as refusal:
            return problem(refusal, {"access-control-allow-origin": "*"})

    async def submit(self, request: Request) -> Response:
        """`POST /v1/sites/{key}/submissions`: somebody leaves something."""
        return await self._for_page(request, self._submit)

    async def poll(self, request: Request) -> Response:
        """`POST /v1/sites/{key}/poll`: the live line for pages that have no socket."""
        return await self._for_page(request, self._ask)

    async def rejoin(self, request: Request) -> Response:
        """`POST /v1/sites/{key}/rejoin`: a letter's link was opened: its conversation goes on in this browser."""
        return await self._for_page(request, self._rejoin)

    async def find_articles(self, request: Request) -> Response:
        """`GET /v1/sites/{key}/articles`: what fits to the words that a visitor is typing."""
        return await self._for_page(request, self._find_articles)

    async def read_article(self, request: Request) -> Response:
        """`GET /v1/sites/{key}/articles/{article}`: one of them, whole."""
        return await self._for_page(request, self._read_article)

    async def upload(self, request: Request) -> Response:
        """`POST /v1/sites/{key}/files`: a visitor sends a file into their conversation."""
        return await self._for_page(request, self._take_file)

    async def events(self, request: Request) -> Response:
        """`POST /v1/sites/{key}/events`: impressions and clicks."""
        return await self._for_page(request, self._keep_events)

    async def identify(self, request: Request) -> Response:
        """`POST /v1/sites/{key}/identify`: a page says who its visitor is."""
        return await self._for_page(request, self._identify)

    async def preflight(self, request: Request) -> Response:
        """`OPTIONS` on any of a site's addresses: may this page post JSON?"""
        return await self._for_page(request, self._preflight)

    async def socket(self, websocket: WebSocket) -> None:
        """`WS /v1/sites/{key}/socket`: the live line."""
        await self._lines.open(websocket)

    async def _for_page(self, request: Request, work: Work, *, origin_required: bool = True) -> Response:
        headers = {"vary": "Origin"}
        try:
            published = await self._publishing.by_key(request.path_params["key"])
            if published is None:
                headers |= {"access-control-allow-origin": "*"}  # so that an outbox learns it and stops
                raise NotFound("There is no site of this key.")
            headers |= self._crossing(request, published, required=origin_required)
            return await work(request, published, headers)
        except (TooLarge, TooSlow) as refusal:
            return problem(refusal, headers | {"connection": "close"})
        except Refusal as refusal:
            return problem(refusal, headers)
        except Exception as error:
            return problem(our_fault(error, path=getattr(request.scope.get("route"), "path", "")), headers)

    def _crossing(self, request: Request, published: Published, *, required: bool) -> dict[str, str]:
        """The headers for a page that may ask; the owner is told of it, and of one that may not."""
        origin = request.headers.get("origin")
        try:
            headers = crossing(request, published, required=required)
        except OriginRefused:
            self._sightings.note(published.site.id, REFUSED, origin)
            raise
        if origin:
            self._sightings.note(published.site.id, HELLO, origin)
        return headers

    async def _submit(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._submissions.post(request, published, self._address(request), headers)

    async def _ask(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._poll.post(request, published, self._address(request), headers)

    async def _rejoin(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._rejoining.post(request, published, self._address(request), headers)

    async def _find_articles(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._articles.find(request, published, self._address(request), headers)

    async def _read_article(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._articles.read(request, published, self._address(request), headers)

    async def _take_file(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._uploads.post(request, published, self._address(request), headers)

    async def _keep_events(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._events.post(request, published, self._address(request), headers)

    async def _identify(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._identities.post(request, published, self._address(request), headers)

    async def _show_preview(self, request: Request, published: Published, headers: dict[str, str]) -> Response:
        return await self._preview.show(request, published, self._address(request), headers)

    async def _preflight(self, _request: Request, _published: Published, headers: dict[str, str]) -> Response:
        return preflight(headers)

    def _address(self, request: Request) -> str:
        return address_of(request, self._trusted)


def is_of_a_page(request: Request) -> bool:
    """Whether a page loads the script, and not somebody who looks at it: browsers say so, older ones name the page."""
    wanted_as = request.headers.get("sec-fetch-dest")
    return wanted_as == "script" or (wanted_as is None and "referer" in request.headers)
