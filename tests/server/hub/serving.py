"""The real server around a small application, in the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed

from server import wire


@asynccontextmanager
async def served(app) -> AsyncIterator[str]:
    """Serve any application as in production; gives `127.0.0.1:<port>`."""
    server = wire.server(app, "127.0.0.1", 0)
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    try:
        yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        async with asyncio.timeout(20):
            await task


async def all_of(browser) -> list[str]:
    """Every frame until the server closes."""
    heard = []
    try:
        while True:
            heard.append(await browser.recv())
    except ConnectionClosed:
        return heard


async def until(condition, seconds=10.0):
    """Wait for what comes in its own time."""
    for _ in range(int(seconds * 100)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


def one_socket(endpoint: Callable[[WebSocket], Awaitable[None]]) -> Starlette:
    """An application with one socket at `/`."""
    return Starlette(routes=[WebSocketRoute("/", endpoint)])
