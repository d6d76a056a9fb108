"""Two servers in one event loop, on ports that were taken before anything else began."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn

from server import wire

FREE_PORT = 0


class DidNotStart(Exception):
    """The server ended before it answered; its log says why."""


class Quiet(uvicorn.Server):
    """A server that leaves Ctrl-C and the end of the process to us: two of them share one."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, or say that it cannot be: uvicorn itself would end the whole process."""
        try:
            await super().startup(sockets)
        except SystemExit as error:
            raise DidNotStart from error


@contextlib.asynccontextmanager
async def serving(app: Any, sockets: list[socket.socket]) -> AsyncIterator[None]:
    """Serve the application on these sockets for as long as the block runs, and end it in good order."""
    server = Quiet(wire.server(app, "127.0.0.1", FREE_PORT).config)
    task = asyncio.create_task(server.serve(sockets))
    try:
        while not server.started:
            done, _ = await asyncio.wait({task}, timeout=0.01)
            if done:
                await task
                raise DidNotStart
        yield
    finally:
        server.should_exit = True
        await task
