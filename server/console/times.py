"""Instants as people read them: in the site's own time zone, with the machine's form beside it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from server.console.words import Words

EVENING, MORNING, FIRST_CALL = 21, 9, 10  # hours: nobody is called from the first to the second
FIELD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads instants (milliseconds) in one time zone and one language; `now` is the moment the page was made."""

    zone: ZoneInfo
    words: Words
    now: int

    def local(self, at: int) -> datetime:
        """The instant as the site's own wall clock shows it."""
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone)

    def hour(self, at: int) -> str:
        """For example 14:06."""
        return f"{self.local(at):%H:%M}"

    def day(self, at: int) -> str:
        """For example Today, Yesterday, 12 May, 12 May 2024."""
        then, today = self.local(at).date(), self.local(self.now).date()
        match (today - then).days:
            case 0:
                return self.words("day.today")
            case 1:
                return self.words("day.yesterday")
        return self._date(then, today)

    def moment(self, at: int) -> str:
        """The hour today, the day and the hour otherwise."""
        then, today = self.local(at), self.local(self.now).date()
        return f"{then:%H:%M}" if then.date() == today else f"{self._date(then.date(), today)}, {then:%H:%M}"

    def midnight(self) -> int:
        """When today began here."""
        start = self.local(self.now).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        return int(start.timestamp() * 1000)

    def when(self, at: int | None) -> Markup:
        """`<time>` with the moment in words; nothing where nothing happened."""
        return Markup("") if at is None else self._element(at, self.moment(at))

    def at(self, at: int) -> Markup:
        """`<time>` with the hour only, where the day stands above."""
        return self._element(at, self.hour(at))

    def on(self, at: int) -> Markup:
        """`<time>` with the day only."""
        return self._element(at, self.day(at))

    def from_now(self, minutes: int) -> str:
        """What a field for a date and a time holds so many minutes from now: `2026-05-14T15:30`."""
        return f"{self.local(self.now + minutes * 60_000):%Y-%m-%dT%H:%M}"

    def call_again(self) -> str:
        """The same for when to call somebody again: in an hour, or the next morning where that is no hour to call."""
        then = self.local(self.now + 60 * 60_000)
        if then.hour >= EVENING:
            then += timedelta(days=1)
        if then.hour >= EVENING or then.hour < MORNING:
            then = then.replace(hour=FIRST_CALL, minute=0)
        return f"{then:%Y-%m-%dT%H:%M}"

    def read(self, field: str) -> int | None:
        """The instant that a field for a date and a time means on the site's wall clock, or None.

        An hour that a change to summer time leaves out is read as if it had not; one that comes twice is the first.
        """
        if not FIELD.fullmatch(field):
            return None
        try:
            wall = datetime.fromisoformat(field).replace(tzinfo=self.zone, fold=0)
            return int(wall.timestamp() * 1000)
        except (ValueError, OverflowError):
            return None

    def _date(self, then: date, today: date) -> str:
        month = self.words(f"month.{then.month}")
        return f"{then.day} {month}" if then.year == today.year else f"{then.day} {month} {then.year}"

    def _element(self, at: int, said: str) -> Markup:
        exact = datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Markup('<time datetime="{}" title="{}">{}</time>').format(exact, self.moment_in_full(at), said)

    def moment_in_full(self, at: int) -> str:
        """For whoever points at a time: day, hour and zone."""
        then = self.local(at)
        return f"{then.day} {self.words(f'month.{then.month}')} {then.year}, {then:%H:%M} {self.zone.key}"
