"""What a form sends, read strictly: small, in good UTF-8, each field once."""

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from server.errors import TooLarge, TooSlow, Unreadable

MOST_BYTES = 65_536
MOST_FIELDS = 20
SECONDS = 15.0  # for the whole body
KIND = "application/x-www-form-urlencoded"


async def read_fields(request: Request) -> Mapping[str, str]:
    """The fields of a form, or the refusal `unreadable` or `too_large`; a field given twice is refused."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise Unreadable("This is not a form that we read.")
    body = await _body(request)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except (UnicodeError, ValueError) as error:
        raise Unreadable("This is not a form that we read.") from error
    fields = dict(pairs)
    if len(fields) != len(pairs) or any("\0" in value for value in fields.values()):
        raise Unreadable("This is not a form that we read.")
    return fields


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise TooLarge
    except TimeoutError as error:
        raise TooSlow from error
    except ClientDisconnect as error:
        raise Unreadable from error
    return bytes(body)
