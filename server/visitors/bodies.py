"""Reads a request's body with a limit and a deadline, so that a slow or endless sender costs next to nothing."""

import asyncio

from starlette.requests import Request
from starlette.types import Receive

from server.errors import TooLarge, TooSlow, Unreadable
from server.hub.decoder import LIMIT

SECONDS = 15.0
TYPES = ("application/json", "text/plain")  # the second needs no preflight
MOST_DISCARDED = 1_048_576  # read and thrown away, so that who sent a little too much can hear the answer


async def read_body(request: Request, seconds: float = SECONDS, limit: int = LIMIT) -> bytes:
    """The body, once it has come whole; raises `Unreadable`, `TooLarge` or `TooSlow`."""
    headers = request.headers
    kind, _, parameters = headers.get("content-type", "").partition(";")
    if kind.strip().lower() not in TYPES or "content-encoding" in headers:
        raise Unreadable("Send JSON as application/json or text/plain, not compressed.")
    if parameters and "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise Unreadable("Send JSON in UTF-8.")
    length = headers.get("content-length", "")
    if len(length) > 9 or (length.isdecimal() and int(length) > MOST_DISCARDED):
        raise TooLarge
    try:
        async with asyncio.timeout(seconds):
            return await _gather(request.receive, limit)
    except TimeoutError as error:
        raise TooSlow from error


async def read_file(request: Request, limit: int, seconds: float) -> bytes:
    """A larger body of bytes, once it has come whole; one that says that it is far too large is not read at all."""
    length = request.headers.get("content-length", "")
    if "content-encoding" in request.headers:
        raise Unreadable("Send the file as it is, not compressed.")
    if not length.isdecimal():
        raise Unreadable("Say how long it is.")
    most = limit + MOST_DISCARDED
    if len(length) > 9 or int(length) > most:
        raise TooLarge
    try:
        async with asyncio.timeout(seconds):
            return await _gather(request.receive, limit, most)
    except TimeoutError as error:
        raise TooSlow from error


async def _gather(receive: Receive, limit: int, most: int = MOST_DISCARDED) -> bytes:
    body, size, more = [], 0, True
    while more and size <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Unreadable
        part, more = message.get("body", b""), message.get("more_body", False)
        size += len(part)
        if size <= limit:
            body.append(part)
    if size > limit:
        raise TooLarge
    return b"".join(body)
