"""What managers have said to visitors who have not answered yet: it becomes a message with the answer, or nothing."""

from collections import OrderedDict
from dataclasses import dataclass
from uuid import uuid4

LASTS_MS = 3600 * 1000
MOST = 10_000  # the oldest are forgotten


@dataclass(frozen=True, slots=True)
class Approach:
    """A member's words to one visitor of a site."""

    id: str
    site: str
    member: str
    text: str
    at: int


class Approaches:
    """Those of the last hour, in this process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Approach] = OrderedDict()

    def make(self, site: str, member: str, text: str, now: int) -> Approach:
        """Keep what a member says; its id cannot be guessed."""
        made = Approach(uuid4().hex, site, member, text, now)
        self._kept[made.id] = made
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return made

    def find(self, site: str, approach: str, now: int) -> Approach | None:
        """The approach that a visitor of this site answers; None where it is over, or somebody else's site's."""
        found = self._kept.get(approach)
        return found if found and found.site == site and now - found.at < LASTS_MS else None

    def done(self, approach: str) -> None:
        """It was answered."""
        self._kept.pop(approach, None)
