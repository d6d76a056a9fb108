"""Frames that leave together, and the end of a peer that never reads."""

import asyncio

import pytest
from uvicorn.protocols.utils import ClientDisconnected
from websockets.asyncio.client import connect

from server.hub.protocols import CARRIER
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
