"""The way to the network: a name is looked up once, every address is checked, and exactly a checked one is called."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from httpcore2 import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError, ConnectTimeout

from server.outgoing.addresses import Address, Allowed
from server.outgoing.failures import AddressRefused, AnswerTooLarge, NameUnknown, Unreachable
from server.outgoing.urls import Place

LOOKUP_THREADS = 32  # as many as requests at a time: a name server that is silent keeps only its own threads busy
READ_BYTES = 16 * 1024  # at a time: between two reads others have their turn
ONE_CONNECT_SECONDS = 5.0  # then the next of the name's addresses is tried

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]


class SystemLookup:
    """Looks names up as the system does, on threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUP_THREADS, "lookup")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Every address of the host; `NameUnknown` where there is none."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _system_addresses, host, port)
        except (OSError, UnicodeError) as error:
            raise NameUnknown from error
        return found

    def close(self) -> None:
        """Let the threads go, without waiting for those that still ask."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _system_addresses(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


async def checked_addresses(place: Place, allowed: Allowed, lookup: Lookup) -> list[Address]:
    """Every address of the place; `AddressRefused` as soon as one of them may not be reached."""
    found = [place.address] if place.address else [_address(each) for each in await lookup(place.host, place.port)]
    if not found:
        raise NameUnknown
    if not all(allowed.may_reach(place.host, address, place.port) for address in found):
        raise AddressRefused
    return found


def _address(text: str) -> Address:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise AddressRefused from error


class BoundedStream(AsyncNetworkStream):
    """A connection of which no more than so many bytes are read: heads, hints and the frames of chunks among them."""

    def __init__(self, stream: AsyncNetworkStream, most: int) -> None:
        self._stream = stream
        self._left = most

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  as the library asks
        """Read on; `AnswerTooLarge` once the bound is passed."""
        found = await self._stream.read(min(max_bytes, READ_BYTES), timeout)
        self._left -= len(found)
        if self._left < 0:
            raise AnswerTooLarge
        return found

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Write."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Hang up."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> AsyncNetworkStream:
        """Go on in secret, with the same bound."""
        return BoundedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._left)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


class CheckedNetwork(AsyncNetworkBackend):
    """Connects to addresses that were checked, whatever name it is asked for; the name serves TLS alone.

    Of each connection `most` bytes are read.
    """

    def __init__(self, addresses: Sequence[Address], most: int, backend: AsyncNetworkBackend | None = None) -> None:
        self._addresses = addresses
        self._most = most
        self._backend = backend or AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the library asks like this
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Connect to the first of the checked addresses that answers."""
        for address in self._addresses:
            try:
                stream = await self._backend.connect_tcp(str(address), port, ONE_CONNECT_SECONDS)
            except (ConnectError, ConnectTimeout):
                continue
            return BoundedStream(stream, self._most)
        raise Unreachable

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Never: nothing that leaves the house goes to a file."""
        raise AddressRefused

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._backend.sleep(seconds)
