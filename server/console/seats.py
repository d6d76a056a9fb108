"""Who sits at which desk: the session behind a request, the site it works at, the words and the clock to speak with."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.requests import HTTPConnection, Request

from server.console.faces import Face, face
from server.console.forgery import check_origin, check_token
from server.console.pages import Pages
from server.console.times import Clock
from server.console.words import Words
from server.database import Database, now_ms
from server.errors import Refusal, Unauthenticated
from server.sites import sites
from server.sites.entrance import Entered, Entrance
from server.sites.policy import Action, Role, authorize, may
from server.sites.sites import Site

SITE_COOKIE = "frontdesk_site"
SETTINGS = (
    ("install", "/console/site", Action.READ_SITE),
    ("site", "/console/site/settings", Action.CHANGE_SITE),
    ("team", "/console/members", Action.READ_MEMBERS),
    ("departments", "/console/departments", Action.CHANGE_MEMBERS),
    ("fields", "/console/fields", Action.CHANGE_SITE),
    ("replies", "/console/replies", Action.READ_CONVERSATIONS),
    ("articles", "/console/articles", Action.READ_CONVERSATIONS),
    ("deliveries", "/console/deliveries", Action.READ_DELIVERIES),
    ("programs", "/console/programs", Action.READ_SITE),
    ("journal", "/console/journal", Action.READ_AUDIT),
)


class NoSite(Refusal):
    """A member whom nobody has given a site yet."""

    code, status, words = "no_site", 403, "No site has been given to you yet."


@dataclass(frozen=True, slots=True)
class Seat:
    """A member who is logged in, at the desk of one site."""

    entered: Entered
    site: Site
    role: Role
    sites: Sequence[Site]
    words: Words
    clock: Clock

    @property
    def member(self) -> Face:
        """The member's own face."""
        return face(self.entered.actor.member, self.entered.actor.name)

    @property
    def csrf(self) -> str:
        """The token that this session's forms carry."""
        return self.entered.session.csrf

    @property
    def address(self) -> str:
        """Where the site is, without the scheme; its first origin."""
        return self.site.origins[0].partition("://")[2] if self.site.origins else ""

    @property
    def settings(self) -> Sequence[tuple[str, str]]:
        """The pages of the settings that this member may open: each its name and its address."""
        return [(name, path) for name, path, action in SETTINGS if self.may(action)]

    def may(self, action: Action) -> bool:
        """Whether the page should offer this at all."""
        return may(self.entered.actor, action, self.site.id)


class Seats:
    """Finds the seat for a request; every page and every act goes through here, so roles are read anew each time."""

    def __init__(self, database: Database, entrance: Entrance, pages: Pages, cookie: str) -> None:
        self._database = database
        self._entrance = entrance
        self._pages = pages
        self.cookie = cookie

    async def who(self, request: HTTPConnection) -> Entered | None:
        """Who is logged in in this browser."""
        token = request.cookies.get(self.cookie)
        return await self._entrance.by_session(token) if token else None

    async def find(self, request: HTTPConnection, action: Action) -> Seat:
        """The seat of whoever is logged in, who may do this at the chosen site, or the refusal that fits."""
        entered = await self.who(request)
        if entered is None:
            raise Unauthenticated(why=await self.why(request))
        mine = await self._database.read(sites.of_member, entered.actor.member)
        if not mine:
            raise NoSite
        chosen = request.cookies.get(SITE_COOKIE)
        site, role = next((pair for pair in mine if pair[0].id == chosen), mine[0])
        authorize(entered.actor, action, site.id)
        words = self._pages.words(request, entered.actor.language)
        clock = Clock(ZoneInfo(site.time_zone), words, now_ms())
        return Seat(entered, site, role, [each for each, _ in mine], words, clock)

    async def why(self, request: HTTPConnection) -> str:
        """Why whoever was logged in in this browser is not any longer: `removed`, `locked`, or "" where nobody says."""
        token = request.cookies.get(self.cookie)
        return await self._entrance.why_ended(token) if token else ""

    async def find_for_change(self, request: Request, action: Action) -> Seat:
        """The same for an act: it comes from our own page and carries the session's token."""
        check_origin(request, self._pages.origin)
        seat = await self.find(request, action)
        check_token(request.headers.get("x-csrf-token"), seat.csrf)
        return seat
