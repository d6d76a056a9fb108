"""The demo's way in speaks plain HTTP, and tells what was refused."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.demo.caller import Caller, NotAnswered
from tests.support.engines import free_port


async def echo(request: Request) -> Response:
    heard = {"body": (await request.body()).decode(), "path": request.url.path, "from": request.client.host}
    return JSONResponse(heard | {"token": request.headers.get("authorization", "")})


async def refuse(request: Request) -> Response:
    return JSONResponse({"code": "invalid"}, 422)


async def nothing(request: Request) -> Response:
    return Response(status_code=204)


def caller(serve) -> Caller:
    routes = [
        Route("/refuse", refuse),
        Route("/nothing", nothing),
        Route("/{rest:path}", echo, methods=["GET", "POST"]),
    ]
    return Caller("127.0.0.1", int(serve(Starlette(routes=routes)).rpartition(":")[2]))


def test_what_is_said_arrives_and_comes_back(serve) -> None:
    calls = caller(serve)
    said = {"path": "/api/v1/sites", "token": "Bearer t"}
    assert calls.as_program("t", "POST", "/sites", {"a": "я"}) == said | {
        "body": '{"a": "\\u044f"}',
        "from": "127.0.0.1",
    }
    assert calls.call("GET", "/x", source="127.0.0.7") == {"path": "/x", "token": "", "body": "", "from": "127.0.0.7"}
    assert calls.call("GET", "/nothing") is None


def test_a_refusal_is_told_with_what_was_asked(serve) -> None:
    with pytest.raises(NotAnswered, match=r'^GET /refuse: 422 \{"code":"invalid"\}$'):
        caller(serve).call("GET", "/refuse")


def test_nobody_at_home_is_told_too() -> None:
    with pytest.raises(NotAnswered, match=r"^GET /x: "):
        Caller("127.0.0.1", free_port()).call("GET", "/x")
