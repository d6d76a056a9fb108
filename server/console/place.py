"""The install page: the line to paste and where, whether it is at work, and the first thing that anybody leaves."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.seats import Seat, Seats
from server.console.site_fields import wrong_one
from server.console.trouble import told
from server.console.words import Words
from server.database import Database, Reader
from server.errors import Invalid, TooMany
from server.leads import inbox as left
from server.sites import milestones, sightings, site_edit, widgets
from server.sites.origins import normal_origin
from server.sites.page_check import PageCheck
from server.sites.policy import Action
from server.sites.sightings import Sighting, origin_of_page
from server.sites.sites import Site, snippet
from server.sites.verdict import Verdict, judge
from server.visitors.limits import Limit
from server.widget import InvalidSettings

CHECKS, A_MINUTE = 6, 6  # of one site: at once, and then a minute
DAY = 24 * 3600 * 1000
SYSTEMS = ("plain", "wordpress", "tilda", "shopify", "gtm")
LONGEST_ADDRESS = 1000
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a site is: what was seen of it, whether a widget stands there, and what was left first."""

    seen: list[Sighting]
    is_placed: bool
    lead: Mapping[str, Any] | None
    told_at: int | None


class Place:
    """One page, and what is pressed on it."""

    def __init__(
        self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, check: PageCheck, public_url: str
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._check = check
        self._public_url = public_url
        self._checks = Limit(CHECKS, A_MINUTE, time.monotonic)

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.READ_SITE)
        frame = await self._inbox.frame(seat)
        line = snippet(seat.site, self._public_url)
        return self.pages.draw(
            request,
            "install",
            seat.words,
            here="settings",
            tab="install",
            loader=self._loader(seat.site),
            line=line,
            systems=SYSTEMS,
            letter=letter(seat.words, seat.site, line, policy := self._policy()),
            policy=policy,
            may_change=seat.may(Action.CHANGE_SITE),
            **await self._stand(seat),
            **frame,
        )

    @told
    async def status(self, request: Request) -> Response:
        """Part of it: whether the line is seen at work; asked again every few seconds until it is."""
        seat = await self._seats.find(request, Action.READ_SITE)
        return self._part(request, "install_seen", seat, **await self._stand(seat))

    @told
    async def first(self, request: Request) -> Response:
        """Part of it: the first thing that somebody left; told as the first one once."""
        seat = await self._seats.find(request, Action.READ_LEADS)
        return self._part(request, "install_first", seat, **await self._stand(seat))

    @told
    async def check(self, request: Request) -> Response:
        """Look at a page of the site as a visitor's browser does, and name the cause where the line is not at work."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_SITE)
        address = read_address((await read_fields(request)).get("page", ""), seat)
        try:
            self._checks.take(seat.site.id)
        except TooMany as refusal:
            raise Invalid(errors={"page": seat.words("install.too_many")}) from refusal
        looked = await self._check.look_at(address, seat.site.origins, self._loader(seat.site))
        seen = await self._database.read(sightings.of_site, seat.site.id)
        verdict = judge(seat.site.origins, seen, seat.clock.now, looked)
        return self._verdict(request, seat, verdict, looked.address, address)

    @told
    async def allow(self, request: Request) -> Response:
        """Let the pages of one more origin use the site."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_SITE)
        origin = (await read_fields(request)).get("origin", "")
        try:
            await self._database.write(site_edit.allow_origin, seat.site.id, normal_origin(origin), seat.member.id)
        except (ValueError, InvalidSettings) as refused:
            raise Invalid(errors={"origin": wrong_one("origins", origin, seat.words)}) from refused
        response = self._verdict(request, seat, Verdict("allowed", origin=origin), origin)
        self.pages.tell(response, seat.words("told.saved"), "frontdesk:site")
        return response

    @told
    async def tell_first(self, request: Request) -> Response:
        """The first one has been told of: from now on it is one of many."""
        seat = await self._seats.find_for_change(request, Action.READ_LEADS)
        await self._database.write(milestones.reach, seat.site.id, milestones.FIRST_LEAD)
        return self.pages.say(200, {})

    def _loader(self, site: Site) -> str:
        return f"{self._public_url}/s/{site.key}.js"

    def _policy(self) -> tuple[tuple[str, str], ...]:
        """What a page's own content policy has to allow, directive by directive."""
        origin = self.pages.origin
        socket = origin.replace("http", "ws", 1)
        return ("script-src", origin), ("connect-src", f"{origin} {socket}"), ("img-src", origin)

    async def _stand(self, seat: Seat) -> dict[str, Any]:
        stand = await self._database.read(_read, seat.site.id)
        fresh = stand.lead is not None and stand.told_at is None and seat.clock.now - stand.lead["at"] < DAY
        verdict = judge(seat.site.origins, stand.seen, seat.clock.now)
        minutes = (seat.clock.now - (verdict.at or seat.clock.now)) // 60_000  # under one it was just now
        return {"stand": stand, "verdict": verdict, "minutes": minutes, "is_first": fresh}

    def _verdict(self, request: Request, seat: Seat, verdict: Verdict, address: str, asked: str = "") -> Response:
        """What a look at a page came to; `address` is where the look ended, `asked` where it began."""
        here, first = origin_of_page(address), origin_of_page(asked or address)
        is_own_machine = (urlsplit(here).hostname or "") in ("localhost", "127.0.0.1", "::1")
        return self._part(
            request,
            "install_verdict",
            seat,
            verdict=verdict,
            address=address,
            place=urlsplit(here).netloc,
            led_from=urlsplit(first).netloc if first != here else "",
            size=size(verdict.cut_at, seat.words),
            is_own_machine=is_own_machine,
        )

    def _part(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)


def _read(reader: Reader, site: str) -> Stand:
    return Stand(
        seen=sightings.of_site(reader, site),
        is_placed=bool(widgets.of_site(reader, site, 1).items),
        lead=left.first(reader, site),
        told_at=milestones.reached(reader, site, milestones.FIRST_LEAD),
    )


def read_address(said: str, seat: Seat) -> str:
    """A page of the site, or the site's first one where none is said; any other address is refused in words."""
    address = said.strip() or next(iter(seat.site.origins), "")
    if "://" not in address:
        address = f"https://{address}"
    if len(address) > LONGEST_ADDRESS or origin_of_page(address) not in seat.site.origins:
        raise Invalid(errors={"page": seat.words("install.not_own")})
    return address.partition("#")[0]


def size(read: int, t: Words) -> str:
    """So many bytes as people say it."""
    return t("size.mb", n=read // MEGABYTE) if read >= MEGABYTE else t("size.kb", n=read // 1024)


def letter(t: Words, site: Site, line: str, policy: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """The message to whoever edits the site, as words to copy and as the address of a letter."""
    subject = t("install.letter.subject", site=site.name)
    allows = "\n".join(f"{directive} {sources}" for directive, sources in policy)
    body = t("install.letter", site=site.name, line=line, origins=", ".join(site.origins), policy=allows)
    return {"words": body, "address": f"mailto:?subject={quote(subject)}&body={quote(body)}"}
