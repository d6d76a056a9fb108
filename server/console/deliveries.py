"""Deliveries: where news goes, what waits and what failed, why, and sending it again."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.deliveries_shown import VIEWS, line, title, tries
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.paths import ID, read_id, read_most
from server.console.seats import Seat, Seats
from server.console.targets import CHANGED, Targets
from server.console.trouble import told
from server.database import Database, Reader
from server.deliveries import listing, overview, replay
from server.deliveries.targets import find, of_site
from server.errors import NotFound
from server.sites.policy import Action

SHOWN, MOST_SHOWN = 20, 500
DONE_FOR = "replayed"  # how many were handed over by the steps before


class Deliveries:
    """The page, and its lower part."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, targets: Targets) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._targets = targets

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_DELIVERIES)
        facts = await self._inbox.frame(seat) | await self._targets.facts(seat) | await self._told(request, seat)
        return self.pages.draw(request, "deliveries", seat.words, here="settings", tab="deliveries", **facts)

    @told
    async def rows(self, request: Request) -> Response:
        """What waits, failed or arrived; of one view and one target or of all."""
        seat = await self._seats.find(request, Action.READ_DELIVERIES)
        return self._part(request, "deliveries", seat, **await self._told(request, seat))

    @told
    async def attempts(self, request: Request) -> Response:
        """Every attempt of one delivery, newest first."""
        seat = await self._seats.find(request, Action.READ_DELIVERIES)
        row = await self._find(request, seat)
        return self._part(request, "delivery_attempts", seat, tries=tries(row, seat.words))

    @told
    async def replay(self, request: Request) -> Response:
        """Send one delivery again now, with the whole table of retries before it."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        row = await self._find(request, seat)
        await self._database.write(replay.replay, row["id"], seat.member.id)
        response = self.pages.say(200, {})
        self.pages.tell(response, seat.words("deliveries.replayed"), CHANGED)
        return response

    @told
    async def replay_failed(self, request: Request) -> Response:
        """Send again what failed for a target, in steps: each answer says how far it is, and asks for the next."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        found = await self._database.read(find, read_id(request))
        if found is None or found.site != seat.site.id:
            raise NotFound
        before = read_most((await read_fields(request)).get(DONE_FOR, ""), 0, 999_999)
        count = await self._database.write(replay.replay_failed, found.id, seat.member.id)
        left = await self._database.read(failed_for, seat.site.id, found.id)
        facts = {"target": found.id, "done": before + count, "left": left if count else 0}
        response = self._part(request, "replaying", seat, **facts)
        if not facts["left"]:
            self.pages.tell(response, seat.words("deliveries.replayed_all", n=before + count), CHANGED)
        return response

    async def _find(self, request: Request, seat: Seat) -> dict[str, Any]:
        row = await self._database.read(listing.one, read_id(request))
        if row["site"] != seat.site.id:
            raise NotFound
        return row

    async def _told(self, request: Request, seat: Seat) -> dict[str, Any]:
        view, target = request.query_params.get("view", "") or "open", request.query_params.get("target", "")
        if view not in VIEWS or (target and not ID.fullmatch(target)):
            raise NotFound
        most = read_most(request.query_params.get("most", ""), SHOWN, MOST_SHOWN)
        found = await self._database.read(_read, seat.site.id, view, target or None, most)
        lines = [line(row, found["targets"], found["people"], seat.words) for row in found["rows"]]
        return {
            "lines": lines,
            "view": view,
            "views": list(VIEWS),
            "chosen": target,
            "choices": [(each.id, title(each)) for each in found["targets"].values()],
            "most": most,
            "more": min(most + 50, MOST_SHOWN) if found["more"] else 0,
            "moves": any(each.state in ("waiting", "sending") for each in lines),
        }

    def _part(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)


def failed_for(reader: Reader, site: str, target: str) -> int:
    """How much has failed for a target and was not sent again yet."""
    return next((each.failed for each in listing.patients(reader, site) if each.target.id == target), 0)


def _read(reader: Reader, site: str, view: str, target: str | None, most: int) -> dict[str, Any]:
    """The deliveries of a view, with their targets and the people they tell of, all of one moment."""
    present = {each.id: each for each in of_site(reader, site).items}
    found = overview.told(reader, site, VIEWS[view], target if target in present else None, None, most)
    people = overview.people(reader, site, found.items)
    return {"rows": found.items, "more": found.next, "targets": present, "people": people}
