"""Who is on a site's pages at this moment, as their open lines tell: kept in memory alone, gone with the line."""

from dataclasses import dataclass, field
from uuid import uuid4

from server.hub.connection import Connection
from server.hub.hub import Hub
from server.hub.visitor_frames import Page

LONGEST_TRAIL = 20  # pages of one line


@dataclass(slots=True)
class Seen:
    """A page that was looked at, and since when (ms)."""

    url: str
    title: str
    at: int


@dataclass(slots=True)
class Visiting:
    """One open page: where its visitor is, where they came from, and since when.

    `visitor` is the public id, empty where nobody knows them. Whoever does not want to be followed is not among these.
    """

    connection: Connection
    country: str = ""
    visitor: str = ""
    referrer: str = ""
    landing: str = ""
    trail: list[Seen] = field(default_factory=list)
    invited_by: str = ""  # the member's first name
    id: str = field(default_factory=lambda: uuid4().hex)

    @property
    def since(self) -> int:
        """When the line was opened (ms)."""
        return self.trail[0].at if self.trail else 0

    def go_to(self, page: Page, now: int) -> None:
        """They are on this page now; the same one again is no other."""
        if not self.trail:
            self.referrer, self.landing = page.referrer, page.url
        if not self.trail or self.trail[-1].url != page.url:
            self.trail.append(Seen(page.url, page.title, now))
            del self.trail[:-LONGEST_TRAIL]


def visiting(hub: Hub, site: str) -> list[Visiting]:
    """Everybody whose line to this site stands in this process, whoever came last first."""
    found = [getattr(each, "visiting", None) for each in hub.listeners(f"site:{site}")]
    return sorted((each for each in found if each and each.trail), key=lambda each: -each.since)
