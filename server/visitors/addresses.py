"""Whose request this is: the client's address, believed from listed proxies only."""

import ipaddress
import socket
from collections.abc import Sequence
from functools import lru_cache

from starlette.requests import HTTPConnection

from server.config import Networks

UNKNOWN = "0.0.0.0"  # noqa: S104 - a socket without a peer, never one to listen on
MOST_HOPS = 32


def client_address(peer: str | None, forwarded: Sequence[str], trusted: Networks) -> str:
    """The address of whoever asks, from the connection's peer and its X-Forwarded-For headers.

    The chain is read from the right: each hop is believed only while the one that told it is a listed proxy, so the
    answer is the right-most hop that is not ours. What is no address ends the chain.
    """
    address = _peer(peer or "")
    if not address:
        return UNKNOWN
    hops = ",".join(forwarded).split(",") if forwarded else []
    for hop in hops[: -MOST_HOPS - 1 : -1]:
        if not _is_trusted(address, trusted):
            break
        told = _read(hop)
        if not told:
            break
        address = told
    return address


def address_of(connection: HTTPConnection, trusted: Networks) -> str:
    """The address of whoever sent this request or opened this socket."""
    peer = connection.client.host if connection.client else None
    return client_address(peer, connection.headers.getlist("x-forwarded-for"), trusted)


def is_from_proxy(connection: HTTPConnection, trusted: Networks) -> bool:
    """Whether a listed proxy itself speaks to us, so that what it says of the visitor is believed."""
    peer = _peer(connection.client.host if connection.client else "")
    return bool(peer) and _is_trusted(peer, trusted)


@lru_cache(4096)
def _is_trusted(address: str, trusted: Networks) -> bool:
    read = ipaddress.ip_address(address)
    return any(read in network for network in trusted)


def _read(written: str) -> str:
    """An address as proxies write it: bare, with a port, or in brackets; an IPv4 address within IPv6 is itself.

    Empty for what is no address.
    """
    text = written.strip().strip('"')
    if _is_ipv4(text):  # as most are
        return text
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    within = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(within or address)


def _is_ipv4(text: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET, text)
    except (OSError, UnicodeError, ValueError):
        return False
    return text.isascii()


_peer = lru_cache(4096)(_read)  # the same proxies ask all day long
