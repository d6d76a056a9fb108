"""A small stand-in for the server that speaks the visitors' protocol, for tests in which the server misbehaves.

Everything that honest servers do is tested against the real one; this one loses answers, falls silent and refuses.
"""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from server.assets import Assets

Json = dict[str, Any]
KEY = "harbourrow"
WIDGET = "01jd8x2m4vq7k3n5p9r1s6t8wz"


def config(**changes: Any) -> Json:
    """The configuration of a site with one callback widget."""
    widget = {
        "id": WIDGET,
        "kind": "callback",
        "version": 1,
        "priority": 0,
        "settings": {"countries": ["RS", "RU"]},
        "where": {},
        "when": [],
        "consent": ["contact"],
    }
    looks = {
        "brand": "#1f6b52",
        "on": "#fff",
        "link": "#1f6b52",
        "link_dark": "#7fd4b1",
        "theme": "auto",
        "corner": "end",
    }
    said = {
        "site": KEY,
        "version": 1,
        "languages": ["en", "ru", "sr"],
        "country": "RS",
        "memory": "after_interaction",
        "looks": looks,
        "widgets": [widget],
    }
    return said | changes


class Desk:
    """What the fake was asked and how it is to behave; `app` serves it.

    `answers` is asked first for each submission: it may return a status and a body, or None for the ordinary answer,
    or "silence" to say nothing at all.
    """

    def __init__(self, *sites: Json) -> None:
        self.configs = {site["site"]: site for site in sites or (config(),)}
        self.assets = Assets.load()
        self.requests: list[str] = []
        self.events: list[Json] = []
        self.hellos: list[Json] = []
        self.moves: list[Json] = []
        self.submissions: list[tuple[str, Json]] = []
        self.leads: dict[str, Json] = {}
        self.states: dict[str, Json] = {}
        self.answers: Callable[[str, Json], Any] = lambda way, said: None
        self.address = ""
        self.is_down = False
        self.takes_sockets = True
        self.sockets: set[WebSocket] = set()
        self.most_sockets = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self.app = Starlette(
            routes=[
                Route("/s/{key}.js", self._loader),
                Route("/m/{runtime}/{file}", self._module),
                Route("/v1/sites/{key}/config", self._config),
                Route("/v1/sites/{key}/submissions", self._submit, methods=["POST"]),
                Route("/v1/sites/{key}/events", self._events, methods=["POST"]),
                WebSocketRoute("/v1/sites/{key}/socket", self._socket),
            ]
        )

    @property
    def site(self) -> Json:
        """The configuration of the only site."""
        return next(iter(self.configs.values()))

    def send(self, frame: Json) -> None:
        """Say something on every open socket; callable from any thread."""
        self._run(lambda socket: socket.send_text(json.dumps(frame)))

    def close(self, code: int) -> None:
        """Close every open socket."""
        self._run(lambda socket: socket.close(code))

    def _run(self, act: Callable[[WebSocket], Any]) -> None:
        if self._loop is not None:
            for socket in list(self.sockets):
                asyncio.run_coroutine_threadsafe(act(socket), self._loop).result(5)

    def progress(self, lead: str, state: str, **more: Any) -> None:
        """Tell how far a call is."""
        now = now_ms()
        self.states[lead] = {"type": "progress", "lead": lead, "state": state, "since": now, "now": now} | more
        self.send(self.states[lead])

    def _take(self, way: str, said: Json) -> Any:
        self.submissions.append((way, said))
        answer = self.answers(way, said)
        if answer is not None:
            return answer
        first = said["key"] not in self.leads
        lead = self.leads.setdefault(said["key"], said | {"lead": f"lead{len(self.leads) + 1}"})["lead"]
        queued = {"type": "progress", "lead": lead, "state": "queued", "promise_seconds": 28, "since": now_ms()}
        self.states.setdefault(lead, queued)
        return (201 if first else 200), {"lead": lead, "visitor": "p1", "state": "queued", "promise_seconds": 28}

    async def _loader(self, request: Request) -> Response:
        self.requests.append(request.url.path)
        text = self.assets.compose_loader(self.configs[request.path_params["key"]], str(request.base_url).rstrip("/"))
        return Response(text, media_type="text/javascript")

    async def _module(self, request: Request) -> Response:
        self.requests.append(request.url.path)
        name, _, rest = request.path_params["file"].rpartition(".")[0].rpartition(".")
        found = self.assets.module(name, rest)
        if found is None or self.is_down:
            return Response(status_code=503, headers=cors(request))
        return Response(found[0].body, media_type="text/javascript", headers={"access-control-allow-origin": "*"})

    async def _config(self, request: Request) -> Response:
        self.requests.append(request.url.path)
        return JSONResponse(self.configs[request.path_params["key"]], headers=cors(request))

    async def _submit(self, request: Request) -> Response:
        said = json.loads(await request.body())
        if self.is_down:
            return Response("<h1>Bad gateway</h1>", status_code=502, headers=cors(request))
        answer = self._take("post", said)
        if answer == "silence":
            await asyncio.sleep(60)
        return JSONResponse(answer[1], status_code=answer[0], headers=cors(request))

    async def _events(self, request: Request) -> Response:
        self.events += json.loads(await request.body())["events"]
        return Response(status_code=202, headers=cors(request))

    async def _socket(self, socket: WebSocket) -> None:
        self._loop = asyncio.get_running_loop()
        if not self.takes_sockets or self.is_down:
            await socket.close(1013)
            return
        await socket.accept()
        self.sockets.add(socket)
        self.most_sockets = max(self.most_sockets, len(self.sockets))
        try:
            while True:
                await self._hear(socket, json.loads(await socket.receive_text()))
        except WebSocketDisconnect:
            pass
        finally:
            self.sockets.discard(socket)

    async def _hear(self, socket: WebSocket, frame: Json) -> None:
        match frame["type"]:
            case "hello":
                self.hellos.append(frame)
                version = self.site["version"]
                await socket.send_text(
                    json.dumps({"type": "welcome", "number": 1, "now": now_ms(), "version": version})
                )
                for lead in frame.get("watch", []):
                    if state := self.states.get(lead):
                        await socket.send_text(json.dumps(state | {"now": now_ms()}))
            case "page":
                self.moves.append(frame)
            case "submit":
                answer = self._take("socket", frame)
                if answer != "silence":
                    kind = "kept" if answer[0] < 300 else "refused"
                    await socket.send_text(json.dumps({"type": kind, "key": frame["key"]} | answer[1]))


def now_ms() -> int:
    """The fake's clock."""
    return int(time.time() * 1000)


def cors(request: Request) -> dict[str, str]:
    """What lets the asking page read the answer."""
    return {"access-control-allow-origin": request.headers.get("origin", "*")}
