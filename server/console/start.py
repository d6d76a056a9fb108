"""The first page of an empty installation: an owner, a site and a widget in four short steps, and never again."""

import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from server.config import Networks
from server.console.entry import START, Entry
from server.console.fields import read_fields
from server.console.forgery import check_origin
from server.console.kinds_shown import Kinds
from server.console.pages import LANGUAGE_COOKIE, Pages
from server.console.pictures import picture
from server.console.site_fields import choices, read_new
from server.console.trouble import told
from server.errors import Invalid, NotFound
from server.registry import Registry
from server.sites.beginning import Beginning, Browser, read_owner
from server.sites.origins import origins_of
from server.sites.sightings import origin_of_page
from server.visitors.addresses import address_of
from server.visitors.limits import Limit

INSTALL = "/console/site"
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via", "cf-connecting-ip")


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of widget to begin with, as the page shows it."""

    kind: str
    name: str
    picture: Markup
    about: str


class Start:
    """The page and its form; whoever sits at this machine needs nothing, anybody else the code that `serve` told."""

    def __init__(self, pages: Pages, entry: Entry, beginning: Beginning, registry: Registry, trusted: Networks) -> None:
        self.pages = pages
        self._entry = entry
        self._beginning = beginning
        self._registry = registry
        self._trusted = trusted
        self._tries = Limit(60, 30, time.monotonic)

    @told
    async def show(self, request: Request) -> Response:
        """The page; once somebody is there it is an address like any unknown one."""
        if not await self._beginning.is_open():
            raise NotFound
        here = origin_of_page(f"http://{request.headers.get('host', '')}")
        if here != self.pages.origin and is_loopback(here) and is_loopback(self.pages.origin):
            return self.pages.go(f"{self.pages.origin}{START}")  # `localhost` to a browser is another site
        words = self.pages.words(request)
        kinds = Kinds(self._registry, words.language)
        return self.pages.draw(
            request,
            "start",
            words,
            kinds=[
                Choice(each.name, kinds.name(each.name), picture(each), each.label("about", words.language) or "")
                for each in self._registry
            ],
            origins_from=START,
            needs_code=not self._sits_here(request),
            chosen=words.language if LANGUAGE_COOKIE in request.cookies else "",
            **choices(words),
        )

    @told
    async def begin(self, request: Request) -> Response:
        """Check one step of the form, or with the last one make everything and open the desk."""
        check_origin(request, self.pages.origin)
        if not await self._beginning.is_open():
            raise NotFound
        address = address_of(request, self._trusted)
        self._tries.take(address)
        fields = await read_fields(request)
        words = self.pages.words(request)
        if not self._sits_here(request) and not self._beginning.knows(fields.get("start", "").strip()):
            raise Invalid(errors={"start": words("wrong.start")})
        match fields.get("step"):
            case "account":
                read_owner(fields)
            case "address":
                return self.pages.say(200, {"frontdesk:origins": {"origins": "\n".join(_origins(fields))}})
            case "site":
                read_new(fields, words)
            case _:
                return await self._begin(request, fields, address)
        return self.pages.say(200, {"frontdesk:step": {"done": fields["step"]}})

    async def _begin(self, request: Request, fields: Mapping[str, str], address: str) -> Response:
        words = self.pages.words(request)
        if fields.get("kind") not in self._registry:
            raise Invalid(errors={"kind": words("wrong.kind")})
        browser = Browser(request.headers.get("user-agent", ""), address, words.language)
        begun = await self._beginning.begin(read_owner(fields), read_new(fields, words), fields["kind"], browser)
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = INSTALL
        self._entry.keep_session(response, begun.token)
        return response

    def _sits_here(self, request: Request) -> bool:
        """Whether this comes from the machine itself, by every sign that a request bears.

        A proxy that was told nothing sends its own address and host, and no header that gives it away; but it speaks
        HTTP/1.0, which no browser does.
        """
        peer = request.client.host if request.client else ""
        is_direct = request.scope["http_version"] == "1.1" and not any(name in request.headers for name in FORWARDED)
        host = origin_of_page(f"http://{request.headers.get('host', '')}")
        return is_direct and _is_own(peer) and is_loopback(host) and is_loopback(self.pages.origin)


def is_loopback(origin: str) -> bool:
    """Whether an origin is this very machine's."""
    host = origin.partition("://")[2]
    host = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return host == "localhost" or _is_own(host)


def _is_own(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _origins(fields: Mapping[str, str]) -> tuple[str, ...]:
    try:
        return origins_of(fields.get("address", ""))
    except ValueError:
        return ()
