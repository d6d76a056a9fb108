"""Two servers live in one loop without taking Ctrl-C."""

import asyncio
import signal

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.demo.caller import Caller, NotAnswered
from server.demo.listening import DidNotStart, serving
from server.ports import listen


async def hello(request) -> PlainTextResponse:
    return PlainTextResponse('"hello"')


def app() -> Starlette:
    return Starlette(routes=[Route("/", hello)])


async def test_two_are_served_side_by_side_and_end_with_their_block() -> None:
    ports, before = [], signal.getsignal(signal.SIGINT)
    one, two = listen(0, ("127.0.0.1",)), listen(0, ("127.0.0.1",))
    async with serving(app(), one), serving(app(), two):
        for each in (one, two):
            ports.append(each[0].getsockname()[1])
            assert await asyncio.to_thread(Caller("127.0.0.1", ports[-1]).call, "GET", "/") == "hello"
        assert signal.getsignal(signal.SIGINT) is before
    for port in ports:
        with pytest.raises(NotAnswered):
            await asyncio.to_thread(Caller("127.0.0.1", port).call, "GET", "/")


async def test_a_server_that_cannot_start_is_told() -> None:
    async def broken(scope, receive, send) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": ""})

    with pytest.raises(DidNotStart):
        async with serving(broken, listen(0, ("127.0.0.1",))):
            raise AssertionError
