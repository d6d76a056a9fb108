"""The live line without a socket: a page asks, and is answered as soon as there is something to tell."""

import asyncio
import contextlib
from typing import Annotated, Any

from pydantic import Field, StringConstraints, TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from server.errors import Overloaded
from server.hub.decoder import decode
from server.hub.hub import Full, Hub
from server.hub.line import Line
from server.hub.messages import FROM_VISITOR
from server.hub.visitor_frames import Number, Token
from server.model import Model
from server.sites.document import Published
from server.visitors.bodies import read_body
from server.visitors.limits import Limits
from server.visitors.lines import Lines
from server.visitors.watcher import Watcher

MOST_FRAMES = 20
SECONDS = 25.0


class Asked(Model):
    """Who asks, up to which number they hold their conversation, and the frames they would have said on the socket.

    `mark` is of how they know that it stands, as the frame `conversation` told it.
    """

    visitor: Token | None = None
    have: Number | None = None
    mark: Annotated[str, StringConstraints(max_length=40)] = ""
    frames: tuple[dict[str, Any], ...] = Field((), max_length=MOST_FRAMES)


BODY = TypeAdapter(Asked)


class Poll:
    """Holds each asker for as long as there is nothing to tell, at most `seconds`; they count among the sockets."""

    def __init__(self, hub: Hub, lines: Lines, limits: Limits, seconds: float = SECONDS) -> None:
        self._hub = hub
        self._lines = lines
        self._limits = limits
        self._seconds = seconds

    async def post(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`POST /v1/sites/<key>/poll`: the frames that the socket would have sent."""
        self._limits.sockets(address)
        asked = decode(await read_body(request), BODY)
        site = published.site
        watcher = Watcher(site.id, site.key, request.headers.get("origin", ""))
        try:
            with self._hub.joined(watcher) as number:
                visitor = self._lines.visitor_of(watcher, number, address)
                await visitor.resume(asked.visitor, asked.have, asked.mark)
                line = Line(watcher, FROM_VISITOR, visitor.handle, site=site.id, connection=number)
                for frame in asked.frames:
                    await line.take(frame)
                await self._something(request, watcher)
        except Full as full:
            raise Overloaded from full
        headers |= {"cache-control": "no-store"}
        frames: list[bytes] = []
        while part := watcher.take():
            frames += part
        return Response(b'{"frames":[' + b",".join(frames) + b"]}", 200, headers, "application/json")

    async def _something(self, request: Request, watcher: Watcher) -> None:
        """Wait until there is something to tell, the asker has left, or their patience is at its end."""
        waiting = {asyncio.create_task(watcher.wait()), asyncio.create_task(_left(request))}
        try:
            await asyncio.wait(waiting, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
            for each in waiting:
                with contextlib.suppress(asyncio.CancelledError):
                    await each


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
