"""The pages behind the links of letters to visitors: looking changes nothing, a press does."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.config import Networks
from server.database import Database, Reader
from server.errors import NotFound, Refusal
from server.problems import our_fault
from server.sites.settings import Looks
from server.sites.sites import Site
from server.visitors.addresses import address_of
from server.visitors.limits import Limits
from server.visitors.words import Say, say_as_accepted, say_in

Letter = TypeVar("Letter")

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "templates"),
    autoescape=select_autoescape(["html"], default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def headers(nonce: str) -> Mapping[str, str]:
    """The headers of every answer: nothing runs, nothing is fetched or kept, and nobody learns the address."""
    policy = ("default-src 'none'", f"style-src 'nonce-{nonce}'", "form-action 'self'", "base-uri 'none'")
    return {
        "content-security-policy": "; ".join((*policy, "frame-ancestors 'none'")),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }


def draw_page(step: str, say: Say, nonce: str, site: Site | None = None, **facts: Any) -> str:
    """The page of one step; `facts` are what the template asks for besides: `agreed stop again back`."""
    looks = site.looks.published() if site else Looks().published()
    return TEMPLATES.get_template("visitors/confirm.html").render(
        {"agreed": (), "stop": "", "again": "", "again_step": "again", "back": ""}
        | facts
        | {"step": step, "say": say, "nonce": nonce, "site": site.name if site else ""}
        | {name: looks[name] for name in ("brand", "on", "link", "link_dark")}
    )


def back_to(site: Site, page: str) -> str:
    """Where the way back leads: the visitor's page, where it is the site's own, or else the site.

    A browser sent the page: an address from elsewhere must not stand on a page, or in a letter, of ours.
    """
    try:
        parts = urlsplit(page)
        is_own = site.allows(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        is_own = False
    return page if is_own else next(iter(site.origins), "")


class LetterPages(Generic[Letter]):
    """What the pages behind one kind of letter share: `read` gives a token's id, `find` what it is of, `draw` a page.

    `draw` gets None for a link that we never made, or whose letter is forgotten. `path` is where the links lead.
    """

    def __init__(
        self,
        database: Database,
        limits: Limits,
        trusted: Networks,
        *,
        path: str,
        ended: str,
        read: Callable[[str], str | None],
        find: Callable[[Reader, str], Letter | None],
        draw: Callable[[str, Say, str, Letter | None, str], str],
        language: Callable[[Letter], str],
    ) -> None:
        self._database = database
        self._limits = limits
        self._trusted = trusted
        self._path = path
        self._ended = ended
        self._read = read
        self._find = find
        self._drawn = draw
        self._language = language

    async def calmly(self, request: Request, work: Callable[[Request, str, Letter], Awaitable[Response]]) -> Response:
        """Whatever happens is told on a page: a person looks at it."""
        try:
            self._limits.confirmations(address_of(request, self._trusted))
            id_ = self._read(request.path_params["token"])
            letter = await self._database.read(self._find, id_) if id_ else None
            if id_ is None or letter is None:
                return self.draw(request, self._ended, NotFound.status)
            return await work(request, id_, letter)
        except Refusal as refusal:
            return self.draw(request, "trouble", refusal.status)
        except Exception as error:
            return self.draw(request, "trouble", our_fault(error, path=self._path).status)

    def draw(self, request: Request, step: str, status: int, letter: Letter | None = None) -> Response:
        """One step as a page, in the letter's language."""
        nonce, token = secrets.token_urlsafe(18), request.path_params["token"]
        accepted = request.headers.get("accept-language", "")
        say = say_as_accepted(accepted) if letter is None else say_in(self._language(letter))
        html = self._drawn(step, say, nonce, letter, token)
        return Response(html, status, headers(nonce), "text/html; charset=utf-8")

    def go(self, request: Request, more: str = "") -> Response:
        """Lead on to the page that tells how it stands now: loading that one again sends nothing."""
        address = f"{self._path}/{request.path_params['token']}{more}"
        return RedirectResponse(address, 303, headers(secrets.token_urlsafe(18)))
