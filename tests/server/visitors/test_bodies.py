"""A body is read with a limit and a deadline."""

import asyncio
import time

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.errors import Refusal, TooLarge, TooSlow, Unreadable
from server.hub.decoder import LIMIT
from server.problems import problem
from server.visitors.bodies import MOST_DISCARDED, read_body
from tests.server.hub.serving import served


def request(*parts, **headers):
    """A request whose body comes in these parts; a number is a pause in seconds."""
    waiting = list(parts)

    async def receive():
        if waiting and isinstance(waiting[0], float):
            await asyncio.sleep(waiting.pop(0))
        if not waiting:
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.request", "body": waiting.pop(0), "more_body": True}

    sent = {"content-type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    return Request({"type": "http", "method": "POST", "headers": raw}, receive)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/plain;charset=UTF-8", "Application/JSON"])
async def test_json_comes_as_json_or_as_plain_text(kind):
    assert await read_body(request(b'{"a"', b":1}", content_type=kind)) == b'{"a":1}'


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": ""},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "text/plain; charset=koi8-r"},
        {"content_encoding": "gzip"},
    ],
)
async def test_other_types_and_compressed_bodies_are_refused(headers):
    with pytest.raises(Unreadable):
        await read_body(request(b"{}", **headers))


async def test_exactly_64_kib_pass_and_one_byte_more_does_not():
    assert len(await read_body(request(b"x" * LIMIT))) == LIMIT
    with pytest.raises(TooLarge):
        await read_body(request(b"x" * LIMIT, b"x"))


async def test_an_endless_body_is_not_read_to_its_end():
    with pytest.raises(TooLarge):
        await read_body(request(*[b"x" * LIMIT] * (MOST_DISCARDED // LIMIT + 2), 3600.0))


@pytest.mark.parametrize("length", ["2000000", "9" * 5000])
async def test_a_body_announced_as_endless_is_not_read_at_all(length):
    with pytest.raises(TooLarge):
        await read_body(request(3600.0, content_length=length))


async def test_a_slow_sender_is_refused_at_the_deadline_however_steadily_it_drips():
    started = time.monotonic()

    with pytest.raises(TooSlow):
        await read_body(request(*[b"x", 0.05] * 100), seconds=0.3)
    assert time.monotonic() - started < 1


async def test_a_sender_that_leaves_is_unreadable():
    async def receive():
        return {"type": "http.disconnect"}

    left = Request({"type": "http", "method": "POST", "headers": [(b"content-type", b"text/plain")]}, receive)
    with pytest.raises(Unreadable):
        await read_body(left)


async def endpoint(request):
    try:
        return PlainTextResponse(str(len(await read_body(request, seconds=0.5))))
    except Refusal as refusal:
        return problem(refusal, {"connection": "close"})


async def exchange(address, *parts):
    """What the real server answers to these bytes; a number is a pause in seconds."""
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    heard = asyncio.create_task(reader.readline())
    for part in parts:
        if isinstance(part, float):
            await asyncio.sleep(part)
        elif not heard.done():
            writer.write(part)
    async with asyncio.timeout(5):
        answer = await heard
    writer.transport.abort()
    return answer.decode().strip()


async def test_on_the_wire_a_large_body_is_told_so_and_a_slow_one_is_cut():
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    async with served(Starlette(routes=[Route("/", endpoint, methods=["POST"])])) as address:
        assert await exchange(address, head % 5, b"12345") == "HTTP/1.1 200 OK"
        assert await exchange(address, head % 66560, b"x" * 66560) == "HTTP/1.1 413 Request Entity Too Large"
        assert await exchange(address, head % 5, *[b"1", 0.3] * 4) == "HTTP/1.1 408 Request Timeout"
