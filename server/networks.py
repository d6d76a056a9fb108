"""Addresses as networks: what limits count (one customer has a whole /64 of IPv6), and what tells nobody apart."""

import ipaddress
from functools import lru_cache


@lru_cache(4096)
def network_of(address: str) -> str:
    """An IPv4 address as it is, the /64 of an IPv6 address; what is no address counts as one network, ``""``."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(read) >> 64 << 64, 64)))


def cut_address(address: str) -> str:
    """The first 24 bits of an IPv4 address, the first 48 of an IPv6 address: enough to tell from where, not who."""
    try:
        read = ipaddress.ip_address(network_of(address).partition("/")[0])
    except ValueError:
        return ""
    bits = 24 if read.version == 4 else 48
    return str(ipaddress.ip_network((read, bits), strict=False).network_address)
