"""Signed links that show what nobody has published yet on the real page, to whoever holds the link and for a while."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field

from server.database import Reader
from server.errors import Invalid, Refusal
from server.registry import Registry
from server.sealing import Sealer, Unsealable
from server.sites import drafted, members
from server.sites import sites as all_sites
from server.sites.document import Published, publish
from server.sites.page_facts import page_address
from server.sites.placed import PlacedWidget
from server.sites.policy import Action, may
from server.sites.sites import Site
from server.widget import Model

PARAMETER = "frontdesk-link"
HOUR_MS = 3_600_000
USUAL_HOURS, MOST_HOURS = 24, 7 * 24
LONGEST_TOKEN = 2000
PURPOSE = "preview"  # other things are sealed under the same key


class PreviewInvalid(Refusal):
    """A preview's link is broken or over, or whoever made it may no longer see what it shows."""

    code, status, words = "preview_invalid", 403, "This preview has ended. Ask for another link."


class NewPreview(Model):
    """Which page of the site is to be opened, and for how many hours the link works."""

    page: Annotated[str, Field(min_length=1, max_length=2048)]
    hours: int = Field(USUAL_HOURS, ge=1, le=MOST_HOURS, strict=True)


@dataclass(frozen=True, slots=True)
class Link:
    """The address to open, and until when (ms) it shows what is not published."""

    url: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a link shows: the site with drafts in place of what is published. `widget` is opened; empty: none is."""

    published: Published
    widget: str


def make(sealer: Sealer, site: Site, widget: str | None, member: str, wanted: NewPreview, now: int) -> Link:
    """A link to a page of the site that shows one widget as it was saved last, or every draft where none is named."""
    page = _page_of(site, wanted.page)
    expires_at = now + wanted.hours * HOUR_MS
    said = {"for": PURPOSE, "site": site.id, "widget": widget, "by": member, "until": expires_at}
    token = sealer.seal(json.dumps(said, separators=(",", ":")))
    parts = urlsplit(page)
    query = f"{parts.query}&" if parts.query else ""
    return Link(urlunsplit(parts._replace(query=f"{query}{PARAMETER}={token.rstrip('=')}")), expires_at)


def show(reader: Reader, registry: Registry, sealer: Sealer, site: Site, token: str, now: int) -> Shown:
    """What the link shows at this moment, or `preview_invalid`: nobody else's right outlives that of its maker."""
    said = _read(sealer, token)
    if said.get("for") != PURPOSE or said.get("site") != site.id or not now < _number(said.get("until")):
        raise PreviewInvalid
    maker = members.actor(reader, str(said.get("by")))
    if maker is None or not may(maker, Action.CHANGE_WIDGETS, site.id):
        raise PreviewInvalid
    present = all_sites.find(reader, site.id)
    placed = {each.id: each for each in drafted.of_site(reader, site.id)}
    widget = said.get("widget")
    if present is None or (widget is not None and widget not in placed):
        raise PreviewInvalid
    return Shown(_document(registry, present, placed, widget), str(widget or ""))


def _document(registry: Registry, site: Site, placed: Mapping[str, PlacedWidget], widget: object) -> Published:
    """The named widget as it was saved last, or all of them; what is off stays off unless it is the named one."""
    drafts = frozenset(placed) if widget is None else frozenset({str(widget)})
    shown = [each for each in placed.values() if each.enabled and (each.version or each.id in drafts)]
    named = [each for each in placed.values() if each.id == widget and each not in shown]
    return publish(site, drafted.as_published(registry, [*shown, *named], drafts))


def _page_of(site: Site, page: str) -> str:
    """The page's address without what an earlier preview added, where it is a page of the site."""
    try:
        parts = urlsplit(page_address(page))
    except ValueError as error:
        raise Invalid(errors={"page": str(error)}) from error
    site.check_page(page_address(page))
    kept = "&".join(each for each in parts.query.split("&") if each and not each.startswith(f"{PARAMETER}="))
    return urlunsplit(parts._replace(query=kept))


def _read(sealer: Sealer, token: str) -> Mapping[str, object]:
    try:
        if len(token) > LONGEST_TOKEN:
            raise Unsealable
        said = json.loads(sealer.open(token + "=" * (-len(token) % 4)))
    except (Unsealable, ValueError) as error:
        raise PreviewInvalid from error
    return said if isinstance(said, dict) else {}


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0
