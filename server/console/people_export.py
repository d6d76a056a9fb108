"""The table of people for a spreadsheet: a link that opens once, for the one who asked, within 15 minutes."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from server.clients import export
from server.clients.export import AFTER, BEFORE, Heading
from server.console.fields import read_fields
from server.console.headers import headers
from server.console.pages import Pages
from server.console.people_asked import read_filter
from server.console.seats import Seats
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
        """Make the link and send the browser there, which keeps the file and stays on the page."""
        seat = await self._seats.find_for_change(request, Action.EXPORT_CLIENTS)
        asked = read_filter(await read_fields(request), seat.clock).asked
        token = await self._database.write(export.make_link, seat.site.id, seat.member.id, asked)
        response = self.pages.say(200, {})
        self.pages.tell(response, seat.words("export.begun"))
        response.headers["hx-redirect"] = f"/console/people/export/{token}"
        return response

    @told
    async def table(self, request: Request) -> Response:
        """The table, streamed; the link is used up with this."""
        seat = await self._seats.find(request, Action.EXPORT_CLIENTS)
        token = str(request.path_params["token"])
        asked = await self._database.write(export.use_link, seat.site.id, seat.member.id, token)
        t = seat.words
        heading = Heading({name: t(f"export.{name}") for name in (*BEFORE, *AFTER)}, t.language)
        rows = export.table(self._database, seat.site.id, seat.member.id, asked, heading)
        name = f"people-{seat.clock.local(now_ms()):%Y-%m-%d}.csv"
        sent = {**headers(self.pages.origin, ""), "content-disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(rows, 200, sent, "text/csv; charset=utf-8")
