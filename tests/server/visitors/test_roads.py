"""Hot roads answer as the routes themselves do, and take nothing that is not theirs."""

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.problems import Calm
from server.visitors.roads import HotRoads
from tests.server.hub.serving import served


async def told(request: Request) -> PlainTextResponse:
    """What an endpoint sees of its request."""
    body = (await request.body()).decode()
    seen = (request.method, request.scope["route"].path, request.path_params, request.headers["x-mark"], body)
    return PlainTextResponse(str(seen), 201, {"x-told": "yes"})


async def trips(request: Request) -> PlainTextResponse:
    """An endpoint with a fault."""
    raise ValueError("ana@example.com")


ROUTES = [Route("/s/{key}.js", told, methods=["GET"]), Route("/v1/{key}/leave", told, methods=["POST"])]
ROUTES.append(Route("/trips", trips, methods=["GET"]))
ASKED = [
    ("GET", "/s/abc.js"),
    ("HEAD", "/s/abc.js"),
    ("GET", "/s/a/b.js"),
    ("POST", "/s/abc.js"),
    ("POST", "/v1/abc/leave"),
    ("POST", "/v1/%61bc/leave?next=/trips"),
    ("POST", "/v1/abc/leave/"),
    ("GET", "/v1/abc/leave"),
    ("GET", "/elsewhere"),
]


@pytest.mark.parametrize(("method", "path"), ASKED)
async def test_every_answer_is_the_one_that_comes_without_hot_roads(method, path):
    answers = []
    for hot in (ROUTES, []):
        app = Starlette(routes=ROUTES, middleware=[Middleware(Calm), Middleware(HotRoads, routes=hot)])
        app.router.redirect_slashes = False
        async with served(app) as address, httpx2.AsyncClient() as client:
            answer = await client.request(method, f"http://{address}{path}", content=b"sent", headers={"x-mark": "m"})
        answers.append((answer.status_code, answer.text, {**answer.headers, "date": ""}))

    assert answers[0] == answers[1]


async def test_what_trips_on_a_hot_road_is_left_to_the_layer_around_it(caplog, capsys):
    app = Starlette(middleware=[Middleware(Calm), Middleware(HotRoads, routes=ROUTES)])
    async with served(app) as address, httpx2.AsyncClient() as client:
        answer = await client.get(f"http://{address}/trips")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "ana@example.com" not in "".join(capsys.readouterr()) + caplog.text + answer.text


async def test_sockets_are_passed_on():
    passed = []

    async def app(scope, receive, send):
        passed.append(scope["type"])

    await HotRoads(app, ROUTES)({"type": "websocket", "path": "/s/abc.js"}, None, None)

    assert passed == ["websocket"]
