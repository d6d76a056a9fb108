"""What people are told when something is refused: a page of its own, or words that pass by on the page they are on."""

import math
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from server.console.forgery import Forged
from server.console.pages import EVERYWHERE, Pages
from server.console.seats import NoSite
from server.console.words import Words
from server.errors import (
    AlreadyEnded,
    AlreadyTaken,
    Conflict,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    OriginRefused,
    Overloaded,
    Refusal,
    StorageUnavailable,
    TooLarge,
    TooMany,
    TooSlow,
    Unauthenticated,
    Unreadable,
)
from server.problems import our_fault
from server.sites.team import LastOwner

LOGIN = "/console/login"
OURS = 500  # a status from here on is our fault

PAGES: dict[type[Refusal], str] = {
    NotFound: "trouble.not_found",
    Gone: "trouble.not_found",
    Forbidden: "trouble.forbidden",
    NoSite: "trouble.no_site",
    Forged: "trouble.stale",
    OriginRefused: "trouble.stale",
    StorageUnavailable: "trouble.later",
    Overloaded: "trouble.later",
}
PASSING: dict[type[Refusal], str] = {
    NotFound: "told.gone",
    Gone: "told.gone",
    AlreadyTaken: "told.taken",
    AlreadyEnded: "told.ended",
    Conflict: "told.taken",
    LastOwner: "told.last_owner",
    Forbidden: "told.forbidden",
    Forged: "told.stale",
    OriginRefused: "told.stale",
    StorageUnavailable: "told.busy",
    Overloaded: "told.busy",
    Unreadable: "told.unreadable",
    TooLarge: "told.too_large",
    TooSlow: "told.too_slow",
}


class HasPages(Protocol):
    """A part of the door, which can draw."""

    pages: Pages


Part = TypeVar("Part", bound=HasPages)


def told(endpoint: Callable[[Part, Request], Awaitable[Response]]) -> Callable[[Part, Request], Awaitable[Response]]:
    """Let a refusal travel out of an endpoint, and answer with it in the reader's words."""

    @wraps(endpoint)
    async def answer(self: Part, request: Request) -> Response:
        try:
            return await endpoint(self, request)
        except Refusal as refusal:
            return refused(self.pages, request, refusal)
        except Exception as error:
            return refused(self.pages, request, our_fault(error))

    return answer


def refused(pages: Pages, request: Request, refusal: Refusal) -> Response:
    """The answer to a refused request: to a part of a page in passing, to a whole page as a page."""
    is_part = "hx-request" in request.headers
    if isinstance(refusal, Unauthenticated):
        door = f"{LOGIN}?why={refusal.details.get('why') or 'again'}"
        if not is_part:
            return pages.go(door if request.cookies else LOGIN)
        response = pages.say(401, {})
        response.headers["hx-redirect"] = door
        return response
    words = pages.words(request)
    if is_part:
        return pages.say(refusal.status, passing(refusal, words, is_act=request.scope.get("method") != "GET"))
    key = PAGES.get(type(refusal), "trouble")
    is_ours = key != "trouble" or refusal.status >= OURS
    title, said = words(f"{key}.title"), words(key) if is_ours else in_words(refusal, words)
    return pages.draw(request, "trouble", words, status=refusal.status, title=title, said=said)


def minutes_of(refusal: TooMany) -> int:
    """In how many minutes whoever was too quick may try again."""
    return max(1, math.ceil(int(str(refusal.details.get("retry_after", 60))) / 60))


def in_words(refusal: Refusal, words: Words) -> str:
    """One or two sentences on what was refused; only what is our fault is said to be worth another try as it is."""
    taken_by = refusal.details.get("taken_by")
    if isinstance(refusal, TooMany):
        return words("login.wait", n=minutes_of(refusal))
    if isinstance(refusal, AlreadyTaken) and isinstance(taken_by, dict) and taken_by.get("name"):
        return words("told.taken_by", name=taken_by["name"])
    if isinstance(refusal, Invalid):
        return words("told.fields", names=", ".join(refusal.errors))
    if "missing" in refusal.details:
        return words("told.missing", name=refusal.details["missing"])
    return words(PASSING.get(type(refusal), "told.trouble" if refusal.status >= OURS else "told.refused"))


def passing(refusal: Refusal, words: Words, *, is_act: bool = True) -> dict[str, object]:
    """What the page's own scripts are let know: words for the fields, or words that pass by, and what to read anew.

    Only a refused act asks for that: a part that is refused when it is read would be read again without end.
    """
    if isinstance(refusal, Invalid):
        fields = {name: words.known(f"field.{name}") or said for name, said in refusal.errors.items()}
        return {"frontdesk:refused": {"errors": fields}}
    events: dict[str, object] = {"frontdesk:told": {"words": in_words(refusal, words)} | EVERYWHERE}
    if is_act and isinstance(refusal, (AlreadyTaken, AlreadyEnded, Conflict, NotFound, Gone)):
        events["frontdesk:all"] = EVERYWHERE
    return events
