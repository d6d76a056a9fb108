"""Origins in the one form in which browsers send them, so that the doors only compare."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

import idna

PORTS = {"http": 80, "https": 443}
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
EXPECTED = "an address like https://shop.example, with nothing after the host and its port"


def normal_origin(value: str) -> str:
    """Write an origin as browsers do: lower case, IDNA, no default port; `ValueError` tells what was expected."""
    if not value.isprintable() or " " in value or "\\" in value or len(value) > 300:
        raise ValueError(EXPECTED)
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ValueError(EXPECTED) from error
    if parts.scheme not in PORTS or not _only_an_origin(value, parts) or port == 0:
        raise ValueError(EXPECTED)
    suffix = "" if port in (None, PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{_host(parts)}{suffix}"


def origins_of(address: str) -> tuple[str, ...]:
    """The origins that a site's pages may have, from one address as people type it; `ValueError` for none.

    A name is met with and without `www.`, and over plain http too where nobody said https; a name of one word, an
    address in figures and a port are somebody's own machine, and taken as they are.
    """
    text = address.strip()
    said = text.partition("://")[0].lower() if "://" in text else ""
    parts = urlsplit(text if said else f"https://{text}")
    host = normal_origin(f"https://{parts.netloc}").removeprefix("https://")
    if said and said not in PORTS:
        raise ValueError(EXPECTED)
    name = host.partition(":")[0]
    if ":" in host or "." not in name or name.replace(".", "").isdigit() or name.endswith(".localhost"):
        return (normal_origin(f"{said or 'http'}://{parts.netloc}"),)
    bare = host.removeprefix("www.")
    names = [host, bare if host != bare else f"www.{bare}"] if host != bare or bare.count(".") == 1 else [host]
    return tuple(
        f"{scheme}://{each}" for scheme in (("https",) if said == "https" else ("https", "http")) for each in names
    )


def _only_an_origin(value: str, parts: SplitResult) -> bool:
    """A slash after the host is how browsers show it, and forgiven; everything further is a mistake."""
    return parts.path in ("", "/") and not set("?#@") & set(value) and not parts.netloc.endswith(":")


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return f"[{_address(ipaddress.IPv6Address, host)}]"
    if not host.isascii():
        host = _punycode(host)
    labels = host.split(".")
    if labels[-1].isdigit():
        return _address(ipaddress.IPv4Address, host)
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(EXPECTED)
    return host


def _address(kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address], host: str) -> str:
    try:
        return kind(host).compressed
    except ValueError as error:
        raise ValueError(EXPECTED) from error


def _punycode(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError(EXPECTED) from error
