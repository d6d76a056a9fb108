"""Where a site's line has been seen: which pages load it, speak to us, or are refused for their address."""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from sqlalchemy import bindparam, delete, insert, select, update

from server.database import Database, Reader, Transaction, now_ms, prepared
from server.errors import Refusal
from server.sites.tables import sightings

LOADER, HELLO, REFUSED = "loader", "hello", "refused"  # `hello`: events, something left, or the live line
EVERY_MS = 60_000  # one origin of one kind is written down no more often than this
FLUSH_SECONDS = 0.5
MOST_KEPT = 5_000  # remembered at once; who was not seen for longest is forgotten, and only written once more
MOST_WAITING = 500  # to be written; beyond that they are left out, since a sighting is no promise
MOST_OF_SITE = 40  # anybody can invent origins: a site's oldest ones make room
LONGEST = 300

ADD = prepared(insert(sightings))
AGAIN = prepared(
    update(sightings).where(
        sightings.c.site == bindparam("of"),
        sightings.c.kind == bindparam("how"),
        sightings.c.origin == bindparam("where"),
    )
)
OF_SITE = prepared(
    select(sightings).where(sightings.c.site == bindparam("site")).order_by(sightings.c.at.desc(), sightings.c.origin)
)
FORGET = prepared(
    delete(sightings).where(
        sightings.c.site == bindparam("of"),
        sightings.c.kind == bindparam("how"),
        sightings.c.origin == bindparam("where"),
    )
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One origin as it was seen last, in milliseconds; `origin` is empty where the page did not say."""

    kind: str
    origin: str
    at: int


class Sightings:
    """Takes note without waiting; `run` writes it down until it is cancelled."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[tuple[str, str, str], int] = OrderedDict()
        self._waiting: dict[tuple[str, str, str], int] = {}
        self._some = asyncio.Event()

    def note(self, site: str, kind: str, page: str | None) -> None:
        """Somebody's page, told by its `Origin` or `Referer`, did this just now."""
        key, now = (site, kind, origin_of_page(page or "")), now_ms()
        if now - self._known.get(key, 0) < EVERY_MS or len(self._waiting) >= MOST_WAITING:
            return
        self._known[key] = self._waiting[key] = now
        self._known.move_to_end(key)
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        self._some.set()

    async def run(self) -> None:
        """Write down what was noted, about half a second after it happened."""
        while True:
            await self._some.wait()
            self._some.clear()
            await asyncio.sleep(FLUSH_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Write everything that waits now; what a storage that is away does not take is left out."""
        waiting, self._waiting = self._waiting, {}
        noted = list(waiting.items())
        for start in range(0, len(noted), 100):
            with contextlib.suppress(Refusal):
                await self._database.write(keep, noted[start : start + 100])


def keep(tx: Transaction, noted: Sequence[tuple[tuple[str, str, str], int]]) -> None:
    """Write sightings down, each origin once; of each site the newest 40 stay."""
    for (site, kind, origin), at in noted:
        if tx.run(AGAIN, of=site, how=kind, where=origin, at=at):
            continue
        known = tx.all(OF_SITE, site=site)
        for old in known[MOST_OF_SITE - 1 :]:
            tx.run(FORGET, of=site, how=old["kind"], where=old["origin"])
        tx.run(ADD, site=site, kind=kind, origin=origin, at=at)


def of_site(reader: Reader, site: str) -> list[Sighting]:
    """Everything that was seen of a site, the latest first."""
    return [Sighting(row["kind"], row["origin"], row["at"]) for row in reader.all(OF_SITE, site=site)]


@lru_cache(1024)
def origin_of_page(address: str) -> str:
    """The origin of a page's address as browsers write it; empty for what is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or not address.isascii() or len(address) > 4000:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return (
        f"{parts.scheme}://{host}" + ("" if port in (None, usual) else f":{port}") if len(host) < LONGEST - 20 else ""
    )
