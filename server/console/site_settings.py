"""The site's own settings, saved without overwriting a colleague unseen; and one more site."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console import looks_shown
from server.console.contrast_shown import figure, pairs
from server.console.cookies import YEAR
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.seats import SITE_COOKIE, Seat, Seats
from server.console.site_fields import (
    ADDRESSES,
    CORNERS,
    MEMORIES,
    SHAPES,
    SIZES,
    THEMES,
    choices,
    drawn,
    read_change,
    read_looks,
    read_new,
    shown,
)
from server.console.trouble import told
from server.database import Database
from server.errors import Unreadable
from server.sites import signing, site_edit, sites
from server.sites.colours import palette
from server.sites.policy import Action
from server.sites.settings import Looks, SiteChange
from server.sites.site_edit import Crossed
from server.sites.sites import Site
from server.widget import InvalidSettings

INSTALL = "/console/site"
SETTINGS = "/console/site/settings"


class SiteSettings:
    """The page of one site's settings, its secret, and the page that makes another site."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.CHANGE_SITE)
        frame = await self._inbox.frame(seat)
        return self.pages.draw(
            request, "site_settings", seat.words, here="settings", tab="site", **self._form(seat, seat.site), **frame
        )

    @told
    async def save(self, request: Request) -> Response:
        """Change what was changed in the form; where a colleague changed the same meanwhile, both are shown."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_SITE)
        fields = await read_fields(request)
        wanted, was = read_change(fields, seat.words), read_was(fields.get("was"))
        try:
            changed = await self._database.write(site_edit.edit, seat.site.id, was, wanted, seat.member.id)
        except Crossed as crossed:
            present = await self._database.read(sites.find, seat.site.id)
            facts = self._form(seat, present or seat.site, wanted, crossed)
            return self._part(request, seat, **facts)
        response = self._part(request, seat, **self._form(seat, changed))
        self.pages.tell(response, seat.words("told.saved"), "frontdesk:site")
        return response

    @told
    async def look(self, request: Request) -> Response:
        """Part of it: how the looks are seen and how the colour reads, before anything is saved."""
        seat = await self._seats.find(request, Action.CHANGE_SITE)
        return self._draw(request, "site_contrast", seat, **seen(read_looks(request.query_params)))

    @told
    async def show_secret(self, request: Request) -> Response:
        """The secret that identities are signed with; the journal tells who looked."""
        seat = await self._seats.find_for_change(request, Action.READ_SECRET)
        found = await self._database.write(sites.show_secret, seat.site.id, seat.member.id)
        return await self._secret(request, seat, found)

    @told
    async def renew_secret(self, request: Request) -> Response:
        """Another secret; the one before is good for 24 hours more, unless it is to end at once."""
        seat = await self._seats.find_for_change(request, Action.READ_SECRET)
        at_once = "at_once" in await read_fields(request)
        made = await self._database.write(signing.renew_secret, seat.site.id, seat.member.id, at_once)
        return await self._secret(request, seat, made)

    @told
    async def drop_secret(self, request: Request) -> Response:
        """End the secret before the present one at once."""
        seat = await self._seats.find_for_change(request, Action.READ_SECRET)
        await self._database.write(signing.drop_old, seat.site.id, seat.member.id)
        response = await self._secret(request, seat, await self._database.read(sites.secret, seat.site.id))
        self.pages.tell(response, seat.words("site.secret.dropped"))
        return response

    @told
    async def new(self, request: Request) -> Response:
        """The form for one more site."""
        seat = await self._seats.find(request, Action.CHANGE_SITE)
        frame = await self._inbox.frame(seat)
        return self.pages.draw(
            request, "site_new", seat.words, here="settings", tab="", origins_from="", **choices(seat.words), **frame
        )

    @told
    async def create(self, request: Request) -> Response:
        """Make one more site, owned by whoever makes it, and open its install page."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_SITE)
        new = read_new(await read_fields(request), seat.words)
        made = await self._database.write(sites.create, new, seat.member.id)
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = INSTALL
        secure = self.pages.origin.startswith("https:")
        response.set_cookie(SITE_COOKIE, made.id, YEAR, path="/console", secure=secure, samesite="lax")
        return response

    def _form(
        self, seat: Seat, site: Site, wanted: SiteChange | None = None, crossed: Crossed | None = None
    ) -> dict[str, Any]:
        """The form as it stands: the site's values, or what was typed beside what a colleague has saved."""
        theirs = {name: shown(name, value, seat.words) for name, value in crossed.theirs.items()} if crossed else {}
        values = wanted or site
        return {
            "site": values,
            "was": json.dumps(drawn(site), ensure_ascii=False),
            "theirs": theirs,
            **seen(values.looks),
            "memories": MEMORIES,
            "addresses": ADDRESSES,
            "themes": THEMES,
            "corners": CORNERS,
            "shapes": SHAPES,
            "sizes": SIZES,
            "may_see_secret": seat.may(Action.READ_SECRET),
            **choices(seat.words),
        }

    async def _secret(self, request: Request, seat: Seat, secret: str) -> Response:
        until = await self._database.read(signing.old_until, seat.site.id, seat.clock.now)
        return self._draw(request, "site_secret", seat, secret=secret, old_until=until)

    def _part(self, request: Request, seat: Seat, **facts: Any) -> Response:
        return self._draw(request, "site_form", seat, **facts)

    def _draw(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)


def read_was(text: str | None) -> SiteChange:
    """The values that a form was drawn with, as it sends them back."""
    if text is None:
        raise Unreadable("A field of the form is missing.", missing="was")
    try:
        return SiteChange.read(json.loads(text))
    except (ValueError, RecursionError, InvalidSettings) as error:
        raise Unreadable from error


def seen(looks: Looks | None) -> dict[str, Any]:
    """How looks are seen: a picture for each theme, and how the colour reads on it, on light and on dark."""
    if looks is None:
        return {"contrasts": None, "scenes": []}
    made = palette(looks.brand)
    figures = {name: figure(*pair) for name, pair in pairs(looks.brand).items()}
    contrasts = {
        "brand": looks.brand,
        "on": made["on"],
        "ratio": f"{figures['upon']:g}",
        "link": f"{figures['light']:g}",
        "link_dark": f"{figures['dark']:g}",
        "is_drawn_darker": made["link"] != looks.brand,
        "pale": looks_shown.too_pale(looks.brand),
    }
    return {"contrasts": contrasts, "scenes": looks_shown.scenes(looks)}
