"""Sockets on the real server: slow readers and slow senders are cut, everybody else is served."""

import asyncio
import contextlib
import json
import time

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from server.hub.connection import RESTART, SILENT, Connection
from server.hub.sockets import PATIENT, Deadlines, carry
from tests.server.hub.serving import all_of, one_socket, served, until

QUICK = Deadlines(first_frame=0.4, silence=0.8, ping=0.3, closing=0.3, goodbye=0.5)


class House:
    """An application that keeps its connections in sight."""

    def __init__(self, deadlines=PATIENT, **limits):
        self.deadlines = deadlines
        self.limits = limits
        self.connections = []
        self.heard = []
        self.ended = []
        self.app = one_socket(self.endpoint)

    async def endpoint(self, websocket):
        await websocket.accept()
        connection = Connection(**self.limits)
        self.connections.append(connection)

        async def on_frame(raw):
            self.heard.append(raw)
            if raw == '"fail"':
                raise RuntimeError("planted")
            connection.send(raw.encode() if isinstance(raw, str) else raw)

        try:
            await carry(websocket, connection, on_frame, lambda: b'"ping"', self.deadlines)
        finally:
            self.ended.append((connection.code, connection.is_cut))


async def test_frames_go_both_ways_in_order():
    house = House()
    async with served(house.app) as address, connect(f"ws://{address}/") as browser:
        for n in range(50):
            await browser.send(json.dumps(n))

        assert [await browser.recv() for _ in range(50)] == [str(n) for n in range(50)]


async def test_whoever_says_nothing_at_first_is_closed_with_4408():
    house = House(QUICK)
    async with served(house.app) as address, connect(f"ws://{address}/") as browser:
        started = time.monotonic()
        heard = await all_of(browser)

        assert (heard, browser.close_code) == (['"ping"'], SILENT)
        assert time.monotonic() - started < 2
    assert house.ended == [(SILENT, False)]


async def test_whoever_falls_silent_later_is_closed_with_4408():
    house = House(QUICK)
    async with served(house.app) as address, connect(f"ws://{address}/") as browser:
        await browser.send("1")
        heard = await all_of(browser)

        assert (heard, browser.close_code) == (["1", '"ping"', '"ping"'], SILENT)


async def test_one_byte_of_a_frame_at_a_time_does_not_count_as_a_frame():
    house = House(QUICK)
    async with served(house.app) as address:
        host, port = address.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        await reader.readuntil(b"\r\n\r\n")
        for byte in b"\x81\xfe\x10\x00abcdefgh":
            writer.write(bytes([byte]))
            await asyncio.sleep(0.05)
        async with asyncio.timeout(3):
            await reader.read()
        writer.close()
    assert house.ended == [(SILENT, False)]


async def test_whoever_answers_pings_stays():
    house = House(QUICK)
    async with served(house.app) as address, connect(f"ws://{address}/") as browser:
        await browser.send("1")
        pings = 0
        while pings < 5:
            pings += await browser.recv() == '"ping"'
            await browser.send("2")

    await until(lambda: house.ended)
    assert house.ended == [(1008, True)]


async def test_closing_says_what_waits_first_and_then_the_code():
    house = House()
    async with served(house.app) as address, connect(f"ws://{address}/") as browser:
        await until(lambda: house.connections)
        house.connections[0].send(b'"last"')
        house.connections[0].close(RESTART)

        assert await all_of(browser) == ['"last"']
        assert browser.close_code == RESTART


async def test_slow_readers_are_cut_by_bytes_and_the_others_are_unharmed():
    house = House()
    frame = json.dumps("x" * 60_000).encode()
    async with served(house.app) as address:
        slow = [await connect(f"ws://{address}/", max_queue=1, close_timeout=0.1) for _ in range(10)]
        quick = await connect(f"ws://{address}/", max_queue=None)
        await until(lambda: len(house.connections) == 11)
        for each in slow:
            each.transport.pause_reading()
        slowest = 0.0
        for n in range(150):
            started = time.monotonic()
            for connection in house.connections[:10]:
                connection.send(frame)
            house.connections[10].send(b"%d" % n)
            assert await asyncio.wait_for(quick.recv(), 5) == str(n)
            slowest = max(slowest, time.monotonic() - started)
        await until(lambda: len(house.ended) == 10, seconds=15)

        assert house.ended == [(1008, True)] * 10
        assert slowest < 1
        await quick.close()
        for each in slow:
            each.transport.abort()


async def test_a_slow_reader_is_cut_by_time_though_little_waits():
    house = House(most_seconds=0.5)
    frame = b"x" * 60_000
    async with served(house.app) as address:
        slow = await connect(f"ws://{address}/", max_queue=1, close_timeout=0.1)
        await until(lambda: house.connections)
        slow.transport.pause_reading()
        connection = house.connections[0]
        while connection.is_open and connection._bytes < 200_000:
            connection.send(frame)
            await asyncio.sleep(0.001)
        started = time.monotonic()
        await until(lambda: house.ended, seconds=5)

        assert time.monotonic() - started < 2
        assert house.ended == [(1008, True)]
        slow.transport.abort()


async def test_nothing_is_left_of_sockets_that_have_ended():
    house = House(QUICK)
    async with served(house.app) as address:
        before = len(asyncio.all_tasks())
        browsers = [await connect(f"ws://{address}/") for _ in range(30)]
        await until(lambda: len(house.connections) == 30)
        for n, browser in enumerate(browsers):
            if n % 2:
                browser.transport.abort()
            else:
                await browser.close()
        await until(lambda: len(house.ended) == 30)
        await asyncio.sleep(0.1)

        assert len(asyncio.all_tasks()) <= before


async def test_a_failing_handler_ends_the_socket_with_1011():
    house = House()
    async with served(house.app) as address, connect(f"ws://{address}/") as browser:
        await browser.send('"fail"')
        with pytest.raises(ConnectionClosed):
            await browser.recv()

        assert browser.close_code == 1011


async def test_a_compression_bomb_is_never_inflated():
    house = House()
    async with served(house.app) as address, connect(f"ws://{address}/", compression="deflate") as browser:
        assert browser.protocol.extensions == []
        with contextlib.suppress(ConnectionClosed):
            await browser.send("0" * 16 * 1024 * 1024)
        assert await all_of(browser) == []

        assert browser.close_code == 1009
    assert house.heard == []
