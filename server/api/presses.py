"""What programs ask about what visitors pressed."""

from typing import Any
from zoneinfo import ZoneInfo

from server.api.asking import Ask, Rooms
from server.database import Reader, now_ms
from server.errors import NotFound
from server.numbers import presses
from server.numbers.presses import MONTH, WEEK, since
from server.registry import Registry
from server.sites import sites, widgets
from server.sites.instants import written


async def list_presses(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """What visitors pressed in a widget, by action: today, in 7 and in 30 days of the site's time zone."""
    return await rooms.database.read(_presses, rooms.registry, ask.site, ask.thing)


def _presses(reader: Reader, registry: Registry, site: str, widget: str) -> dict[str, Any]:
    place, placed = sites.find(reader, site), widgets.find(reader, widget)
    if place is None or placed is None:
        raise NotFound
    actions = registry.kind(placed.kind).widget.presses if placed.kind in registry else ()
    zone, now = ZoneInfo(place.time_zone), now_ms()
    found = presses.by_action(reader, site, widget, actions, zone, now)
    spans = {"today": 1, "days_7": WEEK, "days_30": MONTH}
    return {
        "since": {name: written(since(zone, now, days)) for name, days in spans.items()},
        "items": [
            {"action": each.action, "today": each.today, "days_7": each.week, "days_30": each.month} for each in found
        ],
    }
