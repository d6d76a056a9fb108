"""What browsers tell of impressions and clicks, turned into the rows we count."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import FailFast, StringConstraints

from server.hub.frames import Id
from server.hub.visitor_frames import Address
from server.numbers.devices import device_of, is_bot
from server.widget import Field, Model, one_line

MOST_EVENTS = 50
ADDRESS_LENGTH = 500


class EventPage(Model):
    """The page on which it happened."""

    url: Address = ""
    referrer: Address = ""


class EventIn(Model):
    """One thing that happened to a widget on a page."""

    widget: Id
    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_:]{0,39}$", strip_whitespace=False)]
    action: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$", strip_whitespace=False)] | None = None
    page: EventPage = EventPage()


class Batch(Model):
    """The body of POST …/events."""

    events: Annotated[tuple[EventIn, ...], FailFast()] = Field(max_length=MOST_EVENTS)


@dataclass(frozen=True, slots=True)
class Event:
    """One row to count: no person is in it, and the page's query is left out."""

    site: str
    widget: str
    kind: str
    name: str
    page: str
    source: str
    device: str
    at: int
    action: str = ""


def events_of(site: str, kinds: Mapping[str, str], batch: Batch, agent: str, at: int) -> list[Event]:
    """The rows of a batch; none for a bot. `kinds` are the site's widgets with their kinds: others are left out."""
    if is_bot(agent):
        return []
    device = device_of(agent)
    return [
        Event(
            site=site,
            widget=each.widget,
            kind=kinds[each.widget],
            name=each.name,
            page=_page(each.page.url),
            source=_source(each.page),
            device=device,
            at=at,
            action=each.action or "",
        )
        for each in batch.events
        if each.widget in kinds
    ]


def seen_on(site: str, widget: str, kind: str, name: str, url: str, referrer: str, at: int) -> Event:
    """A row for what the server itself has seen happen on a page, whatever the device."""
    page = EventPage(url=url, referrer=referrer)
    return Event(site, widget, kind, name, _page(url), _source(page), "", at)


def _page(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return ""
    host = parts.netloc.rpartition("@")[2]
    address: str = one_line(f"{parts.scheme}://{host}{parts.path}")
    return address[:ADDRESS_LENGTH]


def _source(page: EventPage) -> str:
    came_from, here = _split(page.referrer), _split(page.url)
    host = came_from.hostname if came_from else None
    if not host or (here and here.hostname == host):
        return ""
    written: str = one_line(host)
    return written[:ADDRESS_LENGTH]


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
