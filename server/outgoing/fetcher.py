"""The one fetcher of the house: no redirects, no proxies, no cookies, an end in time, and never a private address."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from httpcore2 import (
    URL,
    AsyncConnectionPool,
    AsyncNetworkBackend,
    NetworkError,
    ProtocolError,
    Response,
    TimeoutException,
    default_ssl_context,
)

from server.outgoing.addresses import Allowed
from server.outgoing.failures import AnswerTooLarge, BrokenAnswer, TooSlow, Unreachable
from server.outgoing.network import CheckedNetwork, Lookup, SystemLookup, checked_addresses
from server.outgoing.urls import Place, read_url

SECONDS = 15.0
MOST_BYTES = 64 * 1024
FRAME_BYTES = 64 * 1024  # for the head of an answer; as much as its body again may go into the frames of its chunks
AGENT = "Frontdesk"
ADD_UP = {"content-security-policy"}  # of these headers each one counts
NEARLY = 0.9  # of the time, when what comes only partly is taken as far as it came


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request of ours; `most` bytes of the answer are read within `seconds`, all waiting included.

    With `cut` an answer that is longer is taken as far as it was read; otherwise it is `AnswerTooLarge`. With `partly`
    so is one whose body is still coming when the time is nearly over; otherwise it is `TooSlow`.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    most: int = MOST_BYTES
    seconds: float = SECONDS
    cut: bool = False
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered; the names of the headers are in small letters, of several the last one counts.

    Content policies add up: several stand there as one, with commas between them.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool

    def text(self, most: int) -> str:
        """The beginning of the body as text, without what would break a line of a log or a page."""
        said = self.body[: 4 * most].decode("utf-8", "replace")
        return "".join(sign for sign in said if sign.isprintable() or sign == "\n")[:most]


class Fetcher:
    """Sends requests to public addresses and to what `allowed` names; any number at a time, each on its own line."""

    def __init__(
        self, allowed: Allowed, lookup: Lookup | None = None, backend: AsyncNetworkBackend | None = None
    ) -> None:
        self.allowed = allowed
        self._own = None if lookup else SystemLookup()
        self._lookup = lookup or self._own
        self._backend = backend

    def close(self) -> None:
        """Let go of what waits for name servers."""
        if self._own:
            self._own.close()

    async def fetch(self, asked: Outgoing) -> Answered:
        """Send it once and give back the answer, whatever its status; raises a `NotFetched`."""
        place = read_url(asked.url)
        nearly = asyncio.get_running_loop().time() + asked.seconds * NEARLY
        try:
            async with asyncio.timeout(asked.seconds):
                return await self._fetch(place, asked, nearly)
        except TimeoutError as error:
            raise TooSlow(f"no whole answer within {asked.seconds:g} seconds") from error

    async def _fetch(self, place: Place, asked: Outgoing, nearly: float) -> Answered:
        assert self._lookup is not None  # noqa: S101  one of the two is always there
        addresses = await checked_addresses(place, self.allowed, self._lookup)
        # A pool for this request alone: an answer that lingers belongs to nobody else's line.
        async with AsyncConnectionPool(
            self._tls if place.scheme == "https" else None,
            max_keepalive_connections=0,
            network_backend=CheckedNetwork(addresses, FRAME_BYTES + 2 * asked.most, self._backend),
        ) as pool:
            url = URL(scheme=place.scheme, host=place.host, port=place.port, target=place.target)
            own = {"Host": place.authority, "User-Agent": AGENT, "Accept-Encoding": "identity"}
            headers = [*own.items(), *asked.headers.items()]
            try:
                async with pool.stream(asked.method, url, headers=headers, content=asked.body) as response:
                    return await _read(response, asked, nearly)
            except ProtocolError as error:
                raise BrokenAnswer from error
            except NetworkError as error:
                raise (Unreachable if _is_certificate(error) else BrokenAnswer) from error
            except TimeoutException as error:
                raise TooSlow from error

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return default_ssl_context()


async def _read(response: Response, asked: Outgoing, nearly: float) -> Answered:
    body, is_late = bytearray(), False
    try:
        async with asyncio.timeout_at(nearly if asked.partly else None):
            async for part in response.aiter_stream():
                body += part
                if len(body) > asked.most:
                    break
    except TimeoutError:
        if not body:
            raise
        is_late = True
    is_whole = len(body) <= asked.most and not is_late
    if not is_whole and not (asked.cut or is_late):
        raise AnswerTooLarge(f"the answer is longer than {asked.most} bytes", response.status)
    headers = _headers(response)
    return Answered(response.status, headers, bytes(body[: asked.most]), is_whole)


def _headers(response: Response) -> dict[str, str]:
    headers: dict[str, str] = {}
    for given, value in response.headers:
        name, said = given.decode("latin-1").lower(), value.decode("latin-1")
        headers[name] = f"{headers[name]}, {said}" if name in ADD_UP and name in headers else said
    return headers


def _is_certificate(error: BaseException) -> bool:
    return isinstance(error.__cause__, ssl.SSLError) or isinstance(error.__context__, ssl.SSLError)
