"""Frames that leave together, and the end of a peer that never reads."""

import asyncio
import contextlib

import pytest
from uvicorn.protocols.utils import ClientDisconnected
from websockets.asyncio.client import connect

from server.hub.protocols import AT_ONCE, CARRIER, MOST_FRAMES
from tests.server.hub.serving import all_of, one_socket, served


async def test_frames_that_leave_together_arrive_one_by_one_in_order():
    async def endpoint(websocket):
        await websocket.accept()
        await websocket.scope["state"][CARRIER].send_together([b'"a"', '"ж"'.encode(), b'"c"'])
        await websocket.close(4400)

    async with served(one_socket(endpoint)) as address, connect(f"ws://{address}/") as browser:
        assert await all_of(browser) == ['"a"', '"ж"', '"c"']
        assert browser.close_code == 4400


async def test_sending_after_the_peer_has_gone_says_so():
    said = asyncio.get_running_loop().create_future()

    async def endpoint(websocket):
        await websocket.accept()
        assert (await websocket.receive())["type"] == "websocket.disconnect"
        with pytest.raises(ClientDisconnected):
            await websocket.scope["state"][CARRIER].send_together([b"1"])
        said.set_result("gone")

    async with served(one_socket(endpoint)) as address:
        async with connect(f"ws://{address}/"):
            pass
        async with asyncio.timeout(5):
            assert await said == "gone"


async def pour(carrier):
    while True:
        await carrier.send_together([b"x" * 60_000] * 16)


async def test_an_abort_ends_a_peer_that_never_reads():
    lost = asyncio.get_running_loop().create_future()

    async def endpoint(websocket):
        await websocket.accept()
        carrier = websocket.scope["state"][CARRIER]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pour(carrier), 1)
        carrier.abort()
        await websocket.receive()
        lost.set_result(carrier.transport.is_closing())

    async with served(one_socket(endpoint)) as address, connect(f"ws://{address}/", max_queue=1, close_timeout=0.1):
        async with asyncio.timeout(8):
            assert await lost is True


async def test_no_log_hears_of_a_visitors_address_or_query(caplog):
    async def endpoint(websocket):
        await websocket.accept()
        await websocket.close(4400)

    caplog.set_level("INFO")
    async with served(one_socket(endpoint)) as address, connect(f"ws://{address}/?email=ana@shop.example") as browser:
        await all_of(browser)

    assert "ana@shop.example" not in caplog.text
    assert "WebSocket" not in caplog.text
    assert "connection open" not in caplog.text


def frame(first: int, words: bytes = b"") -> bytes:
    """A masked frame whose mask changes nothing; `first` is its first byte."""
    return bytes([first, 0x80 | len(words)]) + b"\0\0\0\0" + words


async def raw_line(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A socket after its handshake, to send bytes on that no library would."""
    host, _, port = address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def until_let_go(reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(ConnectionError):
        while await reader.read(65536):
            pass


PIECE, PING, PONG, WORDS = 0x00, 0x89, 0x8A, 0x81


@pytest.mark.parametrize("first", [PIECE, PING, PONG, WORDS])
async def test_whoever_sends_frames_by_the_thousand_is_let_go(first):
    taken = []

    async def endpoint(websocket):
        await websocket.accept()
        while (message := await websocket.receive())["type"] == "websocket.receive":
            taken.append(message["text"])
            await asyncio.sleep(0.01)

    async with served(one_socket(endpoint)) as address:
        reader, writer = await raw_line(address)
        writer.write(frame(0x01, b"a") + frame(first) * 3000 if first == PIECE else frame(first) * 3000)

        async with asyncio.timeout(5):
            await until_let_go(reader)
        writer.close()
    assert len(taken) <= MOST_FRAMES + AT_ONCE // 6


async def test_pings_and_pieces_of_an_honest_peer_pass():
    async def endpoint(websocket):
        await websocket.accept()
        for _ in range(3):
            said = await websocket.receive()
            await websocket.send_text(str(len(said["text"])))

    async with served(one_socket(endpoint)) as address, connect(f"ws://{address}/") as browser:
        for _ in range(3):
            for _ in range(20):
                await (await browser.ping())
            await browser.send(["x" * 1000] * 60)

            assert await browser.recv() == "60000"
