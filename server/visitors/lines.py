"""Opens the live line of a page: from the handshake to the last frame."""

from starlette.websockets import WebSocket

from server.config import Networks
from server.database import Database, now_ms
from server.errors import NotFound, OriginRefused, Overloaded, Refusal
from server.hub import connection as codes
from server.hub.frames import Ping, refused
from server.hub.hub import Full, Hub
from server.hub.line import Line
from server.hub.messages import FROM_VISITOR
from server.hub.sockets import GONE, PATIENT, Deadlines, carry
from server.sites.sightings import HELLO, REFUSED, Sightings
from server.visitors.addresses import address_of
from server.visitors.geography import Geography
from server.visitors.limits import Limits
from server.visitors.live import Live
from server.visitors.socket import VisitorLine
from server.visitors.submissions import Submissions
from server.visitors.talking import Talking
from server.visitors.watcher import Watcher


class Lines:
    """Takes sockets in, each with its own line, and refuses those of other pages, floods and the one too many.

    A refused socket is accepted, told why and closed with the code: a browser sees no more than "failed" otherwise.
    """

    def __init__(
        self,
        hub: Hub,
        database: Database,
        live: Live,
        submissions: Submissions,
        limits: Limits,
        trusted: Networks,
        geography: Geography,
        sightings: Sightings,
        talking: Talking,
        deadlines: Deadlines = PATIENT,
    ) -> None:
        self._hub = hub
        self._database = database
        self._live = live
        self._submissions = submissions
        self._limits = limits
        self._trusted = trusted
        self._geography = geography
        self._sightings = sightings
        self._talking = talking
        self._deadlines = deadlines

    async def open(self, websocket: WebSocket) -> None:
        """`WS /v1/sites/<key>/socket`, until it ends."""
        try:
            await websocket.accept()
            await self._serve(websocket)
        except GONE:
            return
        except Refusal as refusal:
            await _refuse(websocket, refusal)

    async def _serve(self, websocket: WebSocket) -> None:
        address = address_of(websocket, self._trusted)
        self._limits.sockets(address)
        origin = websocket.headers.get("origin", "")
        published = await self._submissions.published(websocket.path_params["key"])
        is_allowed = published.site.allows(origin)
        self._sightings.note(published.site.id, HELLO if is_allowed else REFUSED, origin)
        if not is_allowed:
            raise OriginRefused
        country = await self._geography.country_of(websocket, address)
        watcher = Watcher(published.site.id, published.site.key, origin, country)
        try:
            with self._hub.joined(watcher) as number:
                await self._carry(websocket, watcher, number, address)
        except Full as full:
            raise Overloaded from full

    def visitor_of(self, watcher: Watcher, number: int, address: str) -> VisitorLine:
        """What handles the frames of one page, whichever way they come."""
        return VisitorLine(
            watcher,
            number,
            address,
            self._database,
            self._live,
            self._submissions,
            self._limits,
            self._talking,
        )

    async def _carry(self, websocket: WebSocket, watcher: Watcher, number: int, address: str) -> None:
        self._hub.subscribe(watcher, f"site:{watcher.site}")
        visitor = self.visitor_of(watcher, number, address)
        line = Line(watcher, FROM_VISITOR, visitor.handle, site=watcher.site, connection=number)
        await carry(websocket, watcher, line.on_frame, _ping, self._deadlines)


def _ping() -> bytes:
    return Ping(now=now_ms()).encode()


async def _refuse(websocket: WebSocket, refusal: Refusal) -> None:
    code = codes.TOO_MANY_SOCKETS
    if isinstance(refusal, OriginRefused):
        code = codes.ORIGIN
    elif isinstance(refusal, NotFound):
        code = codes.UNKNOWN_SITE
    try:
        await websocket.send_text(refused(refusal).encode().decode())
        await websocket.close(code)
    except (RuntimeError, *GONE):
        return
