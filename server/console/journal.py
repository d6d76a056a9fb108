"""The journal's page: who changed what and when, by member and by kind of act."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.audit.journal import Wanted
from server.console.inbox import Inbox
from server.console.journal_read import read_journal
from server.console.journal_shown import GROUPS, show_lines
from server.console.kinds_shown import Kinds
from server.console.pages import Pages
from server.console.paths import ID, read_cursor
from server.console.seats import Seats
from server.console.trouble import told
from server.database import Database
from server.errors import NotFound
from server.registry import Registry
from server.sites.policy import Action


class Journal:
    """What was done at the site, for those who answer for it."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, registry: Registry) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._registry = registry

    @told
    async def show(self, request: Request) -> Response:
        """The whole page, or its next part for "show more"."""
        seat = await self._seats.find(request, Action.READ_AUDIT)
        is_part = "hx-request" in request.headers
        frame = {"seat": seat, "clock": seat.clock} if is_part else await self._inbox.frame(seat)
        member, group = _asked(request)
        wanted = Wanted(member=member or None, nouns=GROUPS.get(group, ()))
        read = await self._database.read(read_journal, seat.site.id, read_cursor(request), wanted)
        lines = show_lines(read, seat.words, Kinds(self._registry, seat.words.language))
        facts: dict[str, Any] = {"lines": lines, "more": read.next, "people": read.people}
        facts |= {"member": member, "group": group, "groups": list(GROUPS)}
        part = "journal_rows" if "rows" in request.query_params else "journal"
        template = f"parts/{part}" if is_part else "journal"
        return self.pages.draw(request, template, seat.words, here="settings", tab="journal", **facts, **frame)


def _asked(request: Request) -> tuple[str, str]:
    """Whose lines and of which kind; empty: all."""
    member, group = (request.query_params.get(name, "") for name in ("member", "kind"))
    if (member and not ID.fullmatch(member)) or (group and group not in GROUPS):
        raise NotFound
    return member, group
