"""The table of people for a spreadsheet: a link that opens once, for the one who asked, within 15 minutes."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from server.clients import export
from server.clients.export import AFTER, BEFORE, Heading
from server.console.fields import read_fields
from server.console.headers import headers
from server.console.pages import EVERYWHERE, Pages
from server.console.people_asked import PURPOSES, read_filter
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database, now_ms
from server.sites.policy import Action


class PeopleExport:
    """Everybody of the list's filter, as a file."""

    def __init__(self, pages: Pages, seats: Seats, database: Database) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database

    @told
    async def make_link(self, request: Request) -> Response:
        """Make the link and let the page fetch it: it stays as it is, and its button works again."""
        seat = await self._seats.find_for_change(request, Action.EXPORT_CLIENTS)
        asked = read_filter(await read_fields(request), seat.clock).asked
        token = await self._database.write(export.make_link, seat.site.id, seat.member.id, asked)
        told = {"words": seat.words("export.begun")} | EVERYWHERE
        file = {"address": f"/console/people/export/{token}"} | EVERYWHERE
        return self.pages.say(200, {"frontdesk:told": told, "frontdesk:file": file})

    @told
    async def table(self, request: Request) -> Response:
        """The table, streamed; the link is used up with this."""
        seat = await self._seats.find(request, Action.EXPORT_CLIENTS)
        token = str(request.path_params["token"])
        asked = await self._database.write(export.use_link, seat.site.id, seat.member.id, token)
        rows = export.table(self._database, seat.site.id, seat.member.id, asked, _heading(seat))
        name = f"people-{seat.clock.local(now_ms()):%Y-%m-%d}.csv"
        sent = {**headers(self.pages.origin, ""), "content-disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(rows, 200, sent, "text/csv; charset=utf-8")


def _heading(seat: Seat) -> Heading:
    """The table as the console says things, in the site's own zone, which stands above the moments."""
    t, zone = seat.words, seat.clock.zone
    words = {name: t(f"export.{name}") for name in (*BEFORE, *AFTER)}
    words |= {name: f"{words[name]} ({zone.key})" for name in ("created_at", "seen_at")}
    purposes = {name: t(f"purpose.{name}") for name in PURPOSES}
    answers = {name: t(f"answer.{name}") for name in ("yes", "no")}
    return Heading(words, t.language, purposes, answers, t("source.direct"), zone)
