"""What a form sends, read strictly: small, in good UTF-8, each field once."""

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from server.errors import TooLarge, TooSlow, Unreadable

MOST_BYTES = 65_536
MOST_FIELDS = 20
MOST_OF_A_LONG_FORM = (1_048_576, 10_000)  # bytes and fields: every language of every text of a widget
SECONDS = 15.0  # for the whole body
KIND = "application/x-www-form-urlencoded"


async def read_fields(request: Request) -> Mapping[str, str]:
    """The fields of a form, or the refusal `unreadable` or `too_large`; a field given twice is refused."""
    pairs = await _read(request, MOST_BYTES, MOST_FIELDS)
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Unreadable("This is not a form that we read.")
    return fields


async def read_pairs(request: Request) -> Sequence[tuple[str, str]]:
    """The fields of a long form, up to 1 MiB, in its order; a list sends its field several times."""
    return await _read(request, *MOST_OF_A_LONG_FORM)


async def _read(request: Request, most_bytes: int, most_fields: int) -> Sequence[tuple[str, str]]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise Unreadable("This is not a form that we read.")
    body = await _body(request, most_bytes)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most_fields)
    except (UnicodeError, ValueError) as error:
        raise Unreadable("This is not a form that we read.") from error
    if any("\0" in name or "\0" in value for name, value in pairs):
        raise Unreadable("This is not a form that we read.")
    return pairs


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise TooLarge
    except TimeoutError as error:
        raise TooSlow from error
    except ClientDisconnect as error:
        raise Unreadable from error
    return bytes(body)
