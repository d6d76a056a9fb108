"""How somebody came: campaign marks, click ids, the page they came from and the page they landed on."""

from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlsplit

from server.widget import one_line

CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
CLICKS = ("gclid", "yclid", "fbclid")
MARK_LENGTH = 200
ADDRESS_LENGTH = 2048
_MARKS = frozenset(CAMPAIGN + CLICKS)


class Source(NamedTuple):
    """Where a visit came from; `is_direct`: nothing tells, so it never takes the place of a source that does."""

    known: dict[str, str]
    is_direct: bool


def read_source(url: str, referrer: str) -> Source:
    """The source of the visit that begins on this page. A referrer on the same host is no source."""
    page, came_from = _split(url), _split(referrer)
    known: dict[str, str] = {}
    if page and page.query:
        marks = parse_qsl(page.query[:ADDRESS_LENGTH], max_num_fields=None)
        known = {name: one_line(value)[:MARK_LENGTH] for name, value in reversed(marks) if name in _MARKS and value}
    if came_from and came_from.hostname != (page.hostname if page else None):
        known["referrer"] = _address(came_from)
    is_direct = not known
    if page:
        known["landing"] = _address(page)
    return Source(known, is_direct)


def page_address(url: str) -> str:
    """The page's address as we keep it: http or https, without a fragment and without a name and password."""
    parts = _split(url)
    return _address(parts) if parts else ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(one_line(url)[:ADDRESS_LENGTH])
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _address(parts: SplitResult) -> str:
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}{'?' if parts.query else ''}{parts.query}"
