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
from tests.static.fake_conversations import Talk

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


def popup(name: str = WIDGET, /, **changes: Any) -> Json:
    """A pop-up that opens by itself at once, over the page."""
    shown = {"id": name, "kind": "popup", "version": 1, "settings": {}, "consent": ["contact"], "interrupts": 1}
    return shown | {"when": [{"kind": "delay", "seconds": 0}]} | changes


class Desk:
    """What the fake was asked and how it is to behave; `app` serves it.

    `answers` is asked first for each submission: it may return a status and a body, or None for the ordinary answer,
    or "silence" to say nothing at all. `facts` are told in the welcome.
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
        self.facts: Json = {}
        self.answers: Callable[[str, Json], Any] = lambda way, said: None
        self.address = ""
        self.identities: list[Json] = []
        self.identify: Callable[[Json], tuple[int, Json]] = known_as
        self.is_down = False
        self.takes_sockets = True
        self.sockets: set[WebSocket] = set()
        self.most_sockets = 0
        self.talk = Talk(now_ms)
        self.polls: list[Json] = []
        self.polled: dict[str, Json] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self.app = Starlette(
            routes=[
                Route("/s/{key}.js", self._loader),
                Route("/m/{runtime}/{file}", self._module),
                Route("/v1/sites/{key}/config", self._config),
                Route("/v1/sites/{key}/submissions", self._submit, methods=["POST"]),
                Route("/v1/sites/{key}/events", self._events, methods=["POST"]),
                Route("/v1/sites/{key}/identify", self._identify, methods=["POST"]),
                Route("/v1/sites/{key}/poll", self._poll, methods=["POST"]),
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

    def say(self, text: str, **more: Any) -> None:
        """Somebody of the team writes."""
        self.talk.add("manager", text, **{"name": "Anna"} | more)
        self.nudge()

    def nudge(self) -> None:
        """Tell every open line what is new in the conversation."""
        self._run(self._tell)

    async def _tell(self, socket: WebSocket) -> None:
        for frame in self.talk.news(socket):
            await socket.send_text(json.dumps(frame))

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
        kept = {"lead": lead, "visitor": "p1", "state": "queued", "promise_seconds": 28}
        if self._kind_of(said["widget"]) == "chat":
            if first:
                self.talk.add("visitor", said["values"]["message"].strip())
            kept |= {"conversation": self.talk.name}
        return (201 if first else 200), kept

    def _kind_of(self, widget: str) -> str:
        return next(
            (each["kind"] for site in self.configs.values() for each in site["widgets"] if each["id"] == widget), ""
        )

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

    async def _identify(self, request: Request) -> Response:
        said = json.loads(await request.body())
        self.identities.append(said)
        status, answer = self.identify(said)
        return JSONResponse(answer, status_code=status, headers=cors(request))

    async def _poll(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        if self.is_down:
            return Response("<h1>Bad gateway</h1>", status_code=502, headers=cors(request))
        self.polls.append(asked)
        answers: list[Json] = []
        line = object()
        self.talk.who[line] = asked.get("visitor", "")
        for frame in asked["frames"]:
            if frame["type"] == "hello":
                answers.append(self._welcome())
            answers += self.talk.hear(line, frame)
        self.talk.follow(line, asked.get("have"))
        self.talk.told[line] = self.polled.get(asked.get("visitor", ""), {})
        for _ in range(500):
            answers += self.talk.news(line)
            if answers or line not in self.talk.have or await request.is_disconnected():
                break
            await asyncio.sleep(0.05)
        self.polled[asked.get("visitor", "")] = self.talk.told.get(line, {})
        return JSONResponse({"frames": answers}, headers=cors(request))

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
                await socket.send_text(json.dumps(self._welcome()))
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
        for said in self.talk.hear(socket, frame):
            await socket.send_text(json.dumps(said))
        for each in list(self.sockets) if frame["type"] in {"hello", "message", "rate"} else []:
            await self._tell(each)

    def _welcome(self) -> Json:
        welcome = {"type": "welcome", "number": 1, "now": now_ms(), "version": self.site["version"]}
        return welcome | ({"facts": self.facts} if self.facts else {})


def known_as(said: Json) -> tuple[int, Json]:
    """A desk that believes the token `good` and answers as it is told; everybody else is nobody."""
    if "token" in said and said["token"] != "good":
        return 401, {"code": "identity_invalid", "again": False}
    is_good = "token" in said
    return 200, {"visitor": "p1", "verified": is_good, "known": {"name": "Anna Signed"} if is_good else {}}


def now_ms() -> int:
    """The fake's clock."""
    return int(time.time() * 1000)


def cors(request: Request) -> dict[str, str]:
    """What lets the asking page read the answer."""
    return {"access-control-allow-origin": request.headers.get("origin", "*")}
