"""Impressions and clicks from pages: taken in batches, not acknowledged one by one."""

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from server.database import now_ms
from server.hub.decoder import decode
from server.numbers.events import EventKeeper
from server.numbers.seen import Batch, events_of
from server.sites.document import Published
from server.visitors.bodies import read_body
from server.visitors.limits import Limits

BODY = TypeAdapter(Batch)


class Events:
    """Hands what pages saw over to the keeper."""

    def __init__(self, keeper: EventKeeper, limits: Limits) -> None:
        self._keeper = keeper
        self._limits = limits

    async def post(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`POST /v1/sites/<key>/events`: 202, taken; widgets of other sites are left out."""
        self._limits.events(address, published.site.id)
        batch = decode(await read_body(request), BODY)
        kinds = {each.id: each.kind.name for each in published.widgets.values()}
        agent = request.headers.get("user-agent", "")
        self._keeper.add(events_of(published.site.id, kinds, batch, agent, now_ms()))
        return Response(status_code=202, headers=headers | {"cache-control": "no-store"})
