"""Tags and owners for many people at once: begun from the list, with progress on the page and a way back."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from server.clients import bulk
from server.clients.bulk import Change
from server.clients.bulk_input import Bulk
from server.console.fields import read_fields
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.people_asked import read_filter
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database
from server.errors import Invalid
from server.problems import our_fault
from server.sites.policy import Action

AT_ONCE_SECONDS = 1.2  # what takes no longer is answered with its end, without progress in between
CHANGED = "frontdesk:people"


class PeopleBulk:
    """What is done to those who are chosen in the list, or to everybody of its filter."""

    def __init__(self, pages: Pages, seats: Seats, database: Database) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._running: set[asyncio.Task[Change]] = set()

    @told
    async def start(self, request: Request) -> Response:
        """Begin a change; long ones go on by themselves while the page shows how far they have come."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CLIENTS)
        wanted = _wanted(await read_fields(request), seat)
        change = await self._database.write(bulk.begin, seat.site.id, seat.member.id, wanted)
        running = asyncio.create_task(bulk.run(self._database, seat.site.id, change, wanted))
        self._running.add(running)  # the loop itself holds tasks weakly
        running.add_done_callback(self._ended)
        done, _ = await asyncio.wait({running}, timeout=AT_ONCE_SECONDS)
        if done:
            return self._drawn(request, seat, running.result())
        return self._drawn(request, seat, await self._database.read(bulk.progress, seat.site.id, change))

    @told
    async def progress(self, request: Request) -> Response:
        """How far a change has come; the page asks until it is done."""
        seat = await self._seats.find(request, Action.CHANGE_CLIENTS)
        return self._drawn(request, seat, await self._database.read(bulk.progress, seat.site.id, read_id(request)))

    @told
    async def undo(self, request: Request) -> Response:
        """Take a change back where nobody has changed it since."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CLIENTS)
        people = await bulk.undo(self._database, seat.site.id, seat.member.id, read_id(request))
        response = self.pages.say(200, {})
        response.headers["hx-reswap"] = "none"
        self.pages.tell(response, seat.words("bulk.undone", n=people), CHANGED)
        return response

    def _drawn(self, request: Request, seat: Seat, change: Change) -> Response:
        response = self.pages.draw(request, "parts/people_progress", seat.words, change=change)
        if change.done:
            path = f"/console/people/bulk/{change.id}/undo"
            undo = {"path": path, "values": {}, "target": "#people", "label": seat.words("undo")}
            words = seat.words("bulk.done", n=change.changed)
            self.pages.tell(response, words, CHANGED, undo=undo if change.changed else None)
        return response

    def _ended(self, running: asyncio.Task[Change]) -> None:
        self._running.discard(running)
        if not running.cancelled() and (error := running.exception()) is not None:
            our_fault(error if isinstance(error, Exception) else RuntimeError(), work="bulk")


def _wanted(fields: Mapping[str, str], seat: Seat) -> Bulk:
    """What the bar under the list asks for: one act, for the ids in `ids` or for everybody of `filter`."""
    said: dict[str, Any] = {}
    if fields.get("scope") == "filter":
        said["filter"] = read_filter(dict(parse_qsl(fields.get("filter", ""))), seat.clock).asked
    else:
        said["ids"] = [each for each in fields.get("ids", "").split(",") if each]
    act, value = fields.get("act", ""), fields.get(fields.get("act", ""), "").strip()
    if act in ("add_tags", "remove_tags"):
        said[act] = [value] if value else []
    elif act == "owner":
        said["owner"] = value or None
    try:
        return Bulk.model_validate(said)
    except ValidationError as error:
        raise Invalid(errors={act: "choose first"}) from error
