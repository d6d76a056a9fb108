"""The network an address belongs to, as limits count it: one customer has a whole /64 of IPv6."""

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
