"""Whose request this is: the client's address, believed from listed proxies only."""

import ipaddress
from collections.abc import Sequence
from functools import lru_cache

from starlette.requests import HTTPConnection

from server.config import Networks

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNKNOWN = "0.0.0.0"  # noqa: S104 - a socket without a peer, never one to listen on
MOST_HOPS = 32


def client_address(peer: str | None, forwarded: Sequence[str], trusted: Networks) -> str:
    """The address of whoever asks, from the connection's peer and its X-Forwarded-For headers.

    The chain is read from the right: each hop is believed only while the one that told it is a listed proxy, so the
    answer is the right-most hop that is not ours. What is no address ends the chain.
    """
    address = _read(peer or "")
    if address is None:
        return UNKNOWN
    hops = ",".join(forwarded).split(",") if forwarded else []
    for hop in hops[: -MOST_HOPS - 1 : -1]:
        if not _is_trusted(address, trusted):
            break
        told = _read(hop)
        if told is None:
            break
        address = told
    return str(address)


def address_of(connection: HTTPConnection, trusted: Networks) -> str:
    """The address of whoever sent this request or opened this socket."""
    peer = connection.client.host if connection.client else None
    return client_address(peer, connection.headers.getlist("x-forwarded-for"), trusted)


def _is_trusted(address: Address, trusted: Networks) -> bool:
    return any(address in network for network in trusted)


@lru_cache(4096)
def _read(written: str) -> Address | None:
    """An address as proxies write it: bare, with a port, or in brackets; an IPv4 address within IPv6 is itself."""
    text = written.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, ipaddress.IPv6Address) else address
