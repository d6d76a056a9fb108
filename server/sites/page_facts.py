"""What a browser would tell the rules of a page, made from its address and a moment, in the same words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from server.sites.origins import normal_origin
from server.widget import Json

Facts = Mapping[str, Json]
LONGEST = 2048
EXPECTED = "a page's whole address like https://shop.example/coffee"
CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_PLAIN = "!\"$&'()*+,-./:;=@[\\]^_`{|}~%"  # what browsers leave as it is in one part of an address or another


def page_address(said: str) -> str:
    """The address as a browser writes it: without a fragment, other letters in percent form; `ValueError` for none."""
    text = said.strip()
    if len(text) > LONGEST or not text.isprintable() or "\\" in text:
        raise ValueError(EXPECTED)
    try:
        parts = urlsplit(text)
        origin = normal_origin(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
    except ValueError as error:
        raise ValueError(EXPECTED) from error
    path = urlsplit(urljoin(f"{origin}/", quote(parts.path, safe=_PATH))).path or "/"
    return f"{origin}{path}{'?' if parts.query else ''}{quote(parts.query, safe=_QUERY)}"


_PATH = "".join(each for each in _PLAIN if each not in '"^`{}')
_QUERY = "".join(each for each in _PLAIN if each not in "\"'") + "?/"


def of_page(address: str, now: int, zone: str, came: str = "") -> dict[str, Json]:
    """What is known of every page: its address, its campaign's marks, the hour and the day on the site's clock.

    `came` is the address by which this visit came: its marks stand where the page's own has none.
    """
    then = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone))
    facts: dict[str, Json] = {"address": address, "path": urlsplit(address).path}
    marks = dict(reversed([*parameters(facts), *parameters({"address": came})]))
    return facts | {name: marks.get(name, "") for name in CAMPAIGN} | {"hour": then.hour, "day": then.isoweekday()}


def parameters(facts: Facts) -> list[tuple[str, str]]:
    """The parameters of the page's address, as written."""
    return parse_qsl(urlsplit(str(facts.get("address") or "")).query, keep_blank_values=True, max_num_fields=None)


def is_same_origin(facts: Facts) -> bool:
    """Whether the visitor came to this page from another one of the same origin."""
    address, referrer = str(facts.get("address") or ""), str(facts.get("referrer") or "")
    origin = "/".join(address.split("/")[:3])
    return bool(origin) and referrer.startswith(f"{origin}/")


ENGINES = ("google", "bing", "yandex", "ya", "duckduckgo", "yahoo", "baidu", "ecosia", "qwant", "startpage", "seznam")


def is_of_search(facts: Facts) -> bool:
    """Whether the visitor came from a search engine."""
    host = urlsplit(str(facts.get("referrer") or "")).hostname or ""
    return any(label in ENGINES for label in host.split(".")[:-1])
