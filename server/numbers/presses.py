"""How often each thing of a widget was pressed lately: today, in 7 and in 30 days of the site's own."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, func, select

from server.database import Reader, prepared
from server.numbers.tables import events

PRESSED = "pressed"
WEEK, MONTH = 7, 30  # days, today among them

_at = events.c.at
_known = events.c.action.in_(bindparam("actions", expanding=True))
_of_site = (events.c.site == bindparam("site"), _at >= bindparam("since"), events.c.name == PRESSED, _known)
BY_ACTION = prepared(
    select(
        events.c.action,
        func.sum(case((_at >= bindparam("today"), 1), else_=0)).label("today"),
        func.sum(case((_at >= bindparam("week"), 1), else_=0)).label("week"),
        func.count().label("month"),
    )
    .where(*_of_site, events.c.widget == bindparam("widget"))
    .group_by(events.c.action)
)
BY_WIDGET = prepared(
    select(events.c.widget, events.c.action, func.count().label("number"))
    .where(*_of_site)
    .group_by(events.c.widget, events.c.action)
)


@dataclass(frozen=True, slots=True)
class Pressed:
    """One thing that is pressed, by the code it is told with, and how often: today, in 7 days, in 30 days."""

    action: str
    today: int
    week: int
    month: int


def by_action(
    reader: Reader, site: str, widget: str, actions: Collection[str], zone: ZoneInfo, now: int
) -> Sequence[Pressed]:
    """The presses of a widget in 30 days, what was pressed most in front.

    Only these `actions` count: a page may send any word, and the list stays as long as what the kind offers.
    """
    spans = {"today": since(zone, now, 1), "week": since(zone, now, WEEK), "since": since(zone, now, MONTH)}
    rows = reader.all(BY_ACTION, site=site, widget=widget, actions=list(actions), **spans) if actions else []
    found = [Pressed(row["action"], int(row["today"]), int(row["week"]), int(row["month"])) for row in rows]
    return sorted(found, key=lambda each: (-each.month, -each.week, each.action))


def by_widget(
    reader: Reader, site: str, offered: Mapping[str, Collection[str]], zone: ZoneInfo, now: int
) -> dict[str, int]:
    """How often something of each widget of a site was pressed in 7 days; one that was not is left out.

    `offered` are the widgets with the actions that count for each.
    """
    actions = sorted({action for each in offered.values() for action in each})
    if not actions:
        return {}
    found: Counter[str] = Counter()
    for row in reader.all(BY_WIDGET, site=site, actions=actions, since=since(zone, now, WEEK)):
        if row["action"] in offered.get(row["widget"], ()):
            found[row["widget"]] += row["number"]
    return dict(found)


def since(zone: ZoneInfo, now: int, days: int) -> int:
    """The midnight (ms) with which so many days of this zone began, today the last of them."""
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((today - timedelta(days=days - 1)).replace(fold=0).timestamp() * 1000)
