"""Reads a page of a site the way a visitor's browser gets it, through the one guarded fetcher."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urljoin

from server.outgoing.failures import AddressRefused, NameUnknown, NotFetched, TooSlow, WrongUrl
from server.outgoing.fetcher import Answered, Fetcher, Outgoing
from server.sites.installed import look, read_page
from server.sites.sightings import origin_of_page
from server.sites.verdict import Looked

MOST_BYTES = 512 * 1024  # of a page; the line stands in the beginning or not at all, and what is longer is cut
SECONDS = 6.0  # for one answer
ALTOGETHER = 12.0  # a browser waits 15 s for us
MOST_HOPS = 4
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1", "Accept-Language": "en,*;q=0.5"}
TROUBLES: tuple[tuple[type[NotFetched], str], ...] = (
    (WrongUrl, "address"),
    (AddressRefused, "private"),
    (NameUnknown, "name"),
    (TooSlow, "slow"),
    (NotFetched, "connection"),
)


class PageCheck:
    """Looks at pages; follows a page's redirects itself, each checked like the first."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def look_at(self, address: str, origins: Sequence[str], loader: str) -> Looked:
        """What the page at this address says of the line whose script is at `loader`; never raises for a page."""
        try:
            async with asyncio.timeout(ALTOGETHER):
                return await self._follow(address, origins, loader)
        except TimeoutError:
            return Looked(address, trouble="slow")
        except NotFetched as failed:
            return Looked(address, trouble=next(name for kind, name in TROUBLES if isinstance(failed, kind)))

    async def _follow(self, address: str, origins: Sequence[str], loader: str) -> Looked:
        for _ in range(MOST_HOPS):
            answer = await self._fetcher.fetch(
                Outgoing("GET", address, HEADERS, most=MOST_BYTES, seconds=SECONDS, cut=True)
            )
            onward = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not onward:
                return await asyncio.to_thread(_read, address, answer, origins, loader)  # a page may take its time
            try:
                address = urljoin(address, onward)
            except ValueError as error:
                raise WrongUrl from error
        return Looked(address, trouble="loop")


def _read(address: str, answer: Answered, origins: Sequence[str], loader: str) -> Looked:
    origin = origin_of_page(address)
    landed = "" if origin in origins else origin
    if answer.status >= 400:
        return Looked(address, trouble="status", status=answer.status, landed=landed)
    if "html" not in answer.headers.get("content-type", "text/html").lower():
        return Looked(address, trouble="kind", landed=landed)
    policy = answer.headers.get("content-security-policy", "")
    page = read_page(address, answer.body.decode("utf-8", "replace"), [policy])
    return Looked(address, look(page, loader), landed=landed)
