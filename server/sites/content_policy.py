"""Reads a page's Content-Security-Policy as browsers do, as far as it decides about our line; and what to add to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
STRONGER = {("http", "https"), ("ws", "wss"), ("ws", "http"), ("ws", "https"), ("wss", "https")}
SCRIPT = ("script-src-elem", "script-src", "default-src")
CONNECT = ("connect-src", "default-src")

Policy = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Addition:
    """What a policy lacks: these sources in this directive; `nonce` where only a nonce on the line itself helps."""

    directive: str
    sources: tuple[str, ...]
    nonce: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Our line as it stands in a page: the script's address, and its nonce where it has one.

    `in_page` False: something else brings it (a tag manager), which browsers trust where the policy says so.
    """

    address: str
    nonce: str = ""
    in_page: bool = True


def read_policies(headers: Iterable[str]) -> tuple[Policy, ...]:
    """Every policy of a page; each header may hold several, and each of them has to allow a thing."""
    return tuple(_policy(part) for header in headers for part in header.split(",") if part.strip())


def additions(policies: Sequence[Policy], page: str, line: Line) -> tuple[Addition, ...]:
    """What has to be added so that this page may run our line and talk to us; empty where everything is allowed."""
    ours = urlsplit(line.address)
    origin = f"{ours.scheme}://{ours.netloc}"
    socket = origin.replace("http", "ws", 1)
    found: dict[str, Addition] = {}
    for policy in policies:
        name, sources = _first(policy, SCRIPT)
        if sources is not None and not _runs(sources, page, line):
            needs_nonce = "'strict-dynamic'" in sources
            found.setdefault("script-src", Addition(name, () if needs_nonce else (origin,), needs_nonce))
        name, sources = _first(policy, CONNECT)
        if sources is not None and not _all_allowed(sources, page, (f"{origin}/v1/", f"{socket}/v1/")):
            found.setdefault("connect-src", Addition(_named(name, "connect-src"), (origin, socket)))
    return tuple(found.values())


def _named(name: str, wanted: str) -> str:
    """A directive of its own is better than a wider `default-src`."""
    return wanted if name == "default-src" else name


def _policy(text: str) -> Policy:
    read: dict[str, Sequence[str]] = {}
    for part in text.split(";"):
        name, *sources = part.split() or [""]
        read.setdefault(name.lower(), sources)  # of a directive that stands there twice the first counts
    return read


def _first(policy: Policy, names: Sequence[str]) -> tuple[str, Sequence[str] | None]:
    name = next((each for each in names if each in policy), "")
    if not name:
        return names[0], None
    return ("script-src" if name == "default-src" and names is SCRIPT else name), policy[name]


def _runs(sources: Sequence[str], page: str, line: Line) -> bool:
    if line.nonce and f"'nonce-{line.nonce}'" in sources:
        return True  # and what it imports is trusted with it
    if "'strict-dynamic'" in sources:
        return not line.in_page
    ours = urlsplit(line.address)
    return _all_allowed(sources, page, (line.address, f"{ours.scheme}://{ours.netloc}/m/1/live.js"))


def _all_allowed(sources: Sequence[str], page: str, addresses: Sequence[str]) -> bool:
    home = urlsplit(page)
    return all(any(_matches(each, home, urlsplit(address)) for each in sources) for address in addresses)


def _matches(source: str, home: SplitResult, wanted: SplitResult) -> bool:
    """Whether one source expression covers an address."""
    lowered = source.lower()
    if lowered == "*":
        return wanted.scheme in ("http", "https", "ws", "wss")
    if lowered == "'self'":
        return (home.hostname, _port(home)) == (wanted.hostname, _port(wanted))
    if lowered.startswith("'"):
        return False
    if lowered.endswith(":"):
        return _scheme(lowered[:-1], wanted.scheme)
    has_scheme = "://" in source
    try:
        parts = urlsplit(source if has_scheme else f"{home.scheme}://{source}")
        host, asked_port = (
            (parts.hostname or "").lower(),
            parts.netloc.rpartition(":")[2] if ":" in parts.netloc else "",
        )
    except ValueError:
        return False
    if has_scheme and not _scheme(parts.scheme, wanted.scheme):
        return False
    return _host(host, wanted.hostname or "") and _of_port(asked_port, wanted) and _path(parts.path, wanted.path)


def _scheme(allowed: str, wanted: str) -> bool:
    return allowed == wanted or (allowed, wanted) in STRONGER


def _host(allowed: str, wanted: str) -> bool:
    return wanted.endswith(allowed[1:]) if allowed.startswith("*.") else allowed in ("*", wanted)


def _of_port(allowed: str, wanted: SplitResult) -> bool:
    if allowed == "*":
        return True
    port = _port(wanted)
    return port in (80, 443) and port == PORTS[wanted.scheme] if not allowed else allowed == str(port)


def _path(allowed: str, wanted: str) -> bool:
    return not allowed or (wanted.startswith(allowed) if allowed.endswith("/") else wanted == allowed)


def _port(parts: SplitResult) -> int | None:
    return parts.port or PORTS.get(parts.scheme)
