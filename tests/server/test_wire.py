"""Strangers on the wire: slow heads are cut, endless heads are cut, honest requests pass."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from websockets.asyncio.client import connect

from server import wire
from tests.server.hub.serving import one_socket, served


@asynccontextmanager
async def waiting() -> AsyncIterator[int]:
    """The port of a server that answers with how much it was sent."""

    async def hello(request):
        return PlainTextResponse(str(len(await request.body())))

    async with served(Starlette(routes=[Route("/", hello, methods=["GET", "POST"])])) as address:
        yield int(address.rpartition(":")[2])


async def until_closed(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(5):
        return await reader.read()


async def test_a_head_that_never_ends_is_cut_at_its_deadline(monkeypatch):
    monkeypatch.setattr(wire, "HEADER_SECONDS", 0.2)
    async with waiting() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
        started = time.monotonic()

        answer = await until_closed(reader)

        assert answer == b""
        assert time.monotonic() - started >= 0.19
        writer.close()


async def test_a_silent_connection_is_cut_too(monkeypatch):
    monkeypatch.setattr(wire, "HEADER_SECONDS", 0.2)
    async with waiting() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        assert await until_closed(reader) == b""
        writer.close()


async def test_a_head_without_end_is_cut_by_its_size():
    async with waiting() as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")

        with pytest.raises(ConnectionError):
            await send_without_end(writer)

        writer.close()


async def send_without_end(writer: asyncio.StreamWriter) -> None:
    async with asyncio.timeout(5):
        while True:
            writer.write(b"X-Long: " + b"x" * 8000 + b"\r\n")
            await writer.drain()


async def test_honest_requests_on_one_connection_pass(monkeypatch):
    monkeypatch.setattr(wire, "HEADER_SECONDS", 0.5)
    async with waiting() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\n\r\n" + b"x" * 40000)
            async with asyncio.timeout(5):
                answer = await reader.readuntil(b"40000")
            assert answer.startswith(b"HTTP/1.1 200 OK")
        writer.close()


GET = b"GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("head", "more"), [(GET + b"Content-Length: 5000\r\n\r\n", b"x"), (GET + b"\r\n", b"\r\n")], ids=["a body", "lines"]
)
async def test_what_trickles_in_after_an_answer_has_a_deadline_too(monkeypatch, head, more):
    async def answer_unread(request):
        return PlainTextResponse("hello")

    monkeypatch.setattr(wire, "HEADER_SECONDS", 0.4)
    async with served(Starlette(routes=[Route("/", answer_unread)])) as address:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(head)
        async with asyncio.timeout(5):
            await reader.readuntil(b"hello")
        for _ in range(3):
            writer.write(more)
            await asyncio.sleep(0.1)

        assert await until_closed(reader) == b""
        writer.close()


async def test_an_answer_that_nobody_reads_is_thrown_away_with_its_connection(monkeypatch):
    lost = asyncio.get_running_loop().create_future()

    async def endless(request):
        async def parts():
            try:
                while True:
                    yield b"x" * 65536
                    await asyncio.sleep(0)
            finally:
                lost.set_result("gone")

        return StreamingResponse(parts())

    monkeypatch.setattr(wire, "READER_SECONDS", 0.3)
    async with served(Starlette(routes=[Route("/", endless)])) as address:
        _, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]), limit=1024)
        writer.write(GET + b"\r\n")

        async with asyncio.timeout(10):
            assert await lost == "gone"
        writer.transport.abort()


async def test_a_socket_outlives_the_deadline_of_its_handshake(monkeypatch):
    async def echo(websocket):
        await websocket.accept()
        await websocket.send_text(await websocket.receive_text())

    monkeypatch.setattr(wire, "HEADER_SECONDS", 0.2)
    async with served(one_socket(echo)) as address, connect(f"ws://{address}/") as browser:
        await asyncio.sleep(0.4)
        await browser.send("still here")

        assert await browser.recv() == "still here"
