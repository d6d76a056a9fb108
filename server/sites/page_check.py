"""Reads a page of a site the way a visitor's browser gets it, through the one guarded fetcher."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urljoin

from server.outgoing.failures import AddressRefused, NameUnknown, NotFetched, TooSlow, WrongUrl
from server.outgoing.fetcher import Answered, Fetcher, Outgoing
from server.sites.installed import look, read_page
from server.sites.sightings import origin_of_page
from server.sites.verdict import Looked

MOST_BYTES = 5 * 1024 * 1024  # of a page, whose line often is the last of it; what is longer is cut
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
        self._reading = asyncio.Lock()  # one large page at a time: visitors have the rest of the machine

    async def look_at(self, address: str, origins: Sequence[str], loader: str) -> Looked:
        """What the page at this address says of the line whose script is at `loader`; never raises for a page."""
        way = [address]  # what fails is the last of it
        try:
            async with asyncio.timeout(ALTOGETHER):
                return await self._follow(way, origins, loader)
        except TimeoutError:
            return Looked(way[-1], trouble="slow")
        except NotFetched as failed:
            return Looked(way[-1], trouble=next(name for kind, name in TROUBLES if isinstance(failed, kind)))

    async def _follow(self, way: list[str], origins: Sequence[str], loader: str) -> Looked:
        for _ in range(MOST_HOPS):
            address = way[-1]
            answer = await self._fetcher.fetch(
                Outgoing("GET", address, HEADERS, most=MOST_BYTES, seconds=SECONDS, cut=True, partly=True)
            )
            onward = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not onward:
                async with self._reading:
                    return await asyncio.to_thread(_read, address, answer, origins, loader)  # a page may take its time
            try:
                way.append(urljoin(address, onward))
            except ValueError as error:
                raise WrongUrl from error
        return Looked(way[-1], trouble="loop")


def _read(address: str, answer: Answered, origins: Sequence[str], loader: str) -> Looked:
    origin = origin_of_page(address)
    landed = "" if origin in origins else origin
    if answer.status >= 400:
        return Looked(address, trouble="status", status=answer.status, landed=landed)
    if "html" not in answer.headers.get("content-type", "text/html").lower():
        return Looked(address, trouble="kind", landed=landed)
    policy = answer.headers.get("content-security-policy", "")
    page = read_page(address, answer.body.decode("utf-8", "replace"), [policy])
    return Looked(address, look(page, loader), landed=landed, cut_at=0 if answer.is_whole else len(answer.body))
