"""Which addresses we reach: public ones on ports 80 and 443, and what the installation allows by name."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from server.config import WrongSetting

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS = (80, 443)
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
ENTRY = re.compile(r"\[(?P<six>[^\]]+)\](:(?P<port6>\d+))?|(?P<bare>[^:]+|[0-9a-f:.]*:[0-9a-f:./]*?)(:(?P<port>\d+))?")
# Networks that are nobody's on the internet, or somebody's who must not be spoken to from inside a server's network.
FORBIDDEN_4 = tuple(
    ipaddress.IPv4Network(each)
    for each in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers; a cloud's metadata among it
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # a cloud's inner services
        "169.254.0.0/16",  # this link; most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Of IPv6 only this is handed out; loopback, mapped, NAT64, unique local, link-local and multicast are all outside.
HANDED_OUT = ipaddress.IPv6Network("2000::/3")
FORBIDDEN_6 = tuple(
    ipaddress.IPv6Network(each)
    for each in (
        "2001::/23",  # protocol assignments; Teredo, which carries an IPv4 address, among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries an IPv4 address
        "3fff::/20",  # documentation
    )
)


def is_public(address: Address) -> bool:
    """Whether this is somebody's address on the internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in FORBIDDEN_4)
    return address in HANDED_OUT and not any(address in network for network in FORBIDDEN_6)


class WrongEntry(WrongSetting):
    """An entry of FRONTDESK_OUTGOING_ALLOW that names no place; the message says what was expected."""

    def __init__(self, text: str, expected: str = "no host, address or network with :port or without") -> None:
        super().__init__(f"FRONTDESK_OUTGOING_ALLOW: {text!r} is {expected}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One allowed place: a network or a host's name, on one port or on every."""

    network: Network | None
    host: str
    port: int | None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `shop.lan`, `10.0.0.7:8080`, `10.0.0.0/8`, `fd00::/8` or `[fd00::7]:8080`."""
        found = ENTRY.fullmatch(text.strip().lower())
        if found is None:
            raise WrongEntry(text)
        place = found["six"] or found["bare"]
        said = found["port6"] or found["port"]
        port = int(said) if said else None
        if port is not None and not 0 < port < 65536:
            raise WrongEntry(text, "on no port from 1 to 65535")
        try:
            return cls(ipaddress.ip_network(place, strict=False), "", port)
        except ValueError as error:
            if found["six"] or not HOST.fullmatch(place):
                raise WrongEntry(text) from error
        return cls(None, place, port)

    def opens(self, host: str, address: Address | None, port: int) -> bool:
        """Whether this entry lets us reach that port of the host, or of the address it stands for."""
        if self.port not in (None, port):
            return False
        if self.network is None:
            return host == self.host
        return address is not None and address.version == self.network.version and address in self.network


@dataclass(frozen=True, slots=True)
class Allowed:
    """Where we may go: everything public on ports 80 and 443, and the installation's own entries."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def read(cls, entries: Iterable[str]) -> Self:
        """Read the entries of FRONTDESK_OUTGOING_ALLOW; `WrongEntry` for the first that names nothing."""
        return cls(tuple(Entry.read(each) for each in entries))

    def may_reach(self, host: str, address: Address, port: int) -> bool:
        """Whether this address, which the host's name stands for, may be connected to on this port."""
        return (port in PORTS and is_public(address)) or self.names(host, address, port)

    def names(self, host: str, address: Address | None, port: int) -> bool:
        """Whether one of the entries opens this place, public or not."""
        return any(entry.opens(host, address, port) for entry in self.entries)
