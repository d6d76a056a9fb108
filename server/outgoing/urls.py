"""Web addresses that people give us, read strictly: what two programs could read differently is refused."""

import ipaddress
import re
from dataclasses import dataclass

from httpx2 import URL, InvalidURL

from server.outgoing.addresses import HOST, PORTS, Address, Allowed
from server.outgoing.failures import AddressRefused, WrongUrl

LONGEST = 2000
THIS_MACHINE = ipaddress.IPv4Address("127.0.0.1")
SCHEMES = {"http": 80, "https": 443}
ODD = re.compile(r"[\x00-\x20\x7f\\]")  # a browser drops or turns some of these; nobody writes them on purpose
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")  # a last label like this makes an address of the whole name, in some readers


@dataclass(frozen=True, slots=True)
class Place:
    """A web address as it is called: `host` in ASCII, `address` where the host is a literal one."""

    scheme: str
    host: str
    port: int
    target: str
    address: Address | None

    @property
    def authority(self) -> str:
        """Host and port as the header `Host` has them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == SCHEMES[self.scheme] else f"{name}:{self.port}"


def read_url(text: str) -> Place:
    """Read an address that begins with http:// or https://, or raise `WrongUrl` that says what is wrong with it."""
    if len(text) > LONGEST:
        raise WrongUrl(f"at most {LONGEST} characters")
    if ODD.search(text):
        raise WrongUrl("holds a space, a control character or a backslash")
    try:
        url = URL(text)
        host, port = url.raw_host.decode("ascii").rstrip(".").lower(), url.port
    except (InvalidURL, ValueError) as error:
        raise WrongUrl("is not a web address like https://example.com/hook") from error
    if url.scheme not in SCHEMES or not host:
        raise WrongUrl("begins with https:// or http://, followed by a host")
    if url.userinfo:
        raise WrongUrl("holds a user name or a password; leave them out")
    if port is not None and not 0 < port < 65536:
        raise WrongUrl("a port is a number from 1 to 65535")
    return Place(url.scheme, host, port or SCHEMES[url.scheme], url.raw_path.decode("ascii"), _literal(host))


def read_allowed(text: str, allowed: Allowed) -> Place:
    """The same, for an address that is about to be saved: what can be told to be private now is refused now."""
    place = read_url(text)
    is_ours = place.host == "localhost" or place.host.endswith(".localhost")
    if address := place.address or (THIS_MACHINE if is_ours else None):
        may = allowed.may_reach(place.host, address, place.port)
    else:
        may = place.port in PORTS or _might_be_open(place, allowed)
    if not may:
        raise AddressRefused
    return place


def _might_be_open(place: Place, allowed: Allowed) -> bool:
    """Whether an entry opens this port for the name, or for an address that the name may turn out to have."""
    may_be = (entry for entry in allowed.entries if entry.network is not None)
    return allowed.names(place.host, None, place.port) or any(entry.port in (None, place.port) for entry in may_be)


def _literal(host: str) -> Address | None:
    """The address that the host is, None for a name; what only some readers take for an address is refused."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if not HOST.fullmatch(host) or NUMBER.fullmatch(host.rpartition(".")[2]):
            raise WrongUrl("the host is neither a name nor an address in its usual form") from None
        return None
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or address.ipv4_mapped):
        raise WrongUrl("the host is neither a name nor an address in its usual form")
    return address
