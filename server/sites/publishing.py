"""The published document in memory: read once, kept until the site changes, never stale for more than 2 seconds."""

import asyncio
import contextlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

import structlog
from sqlalchemy import bindparam, select

from server.database import Database, Reader, Row, Told, prepared
from server.errors import Overloaded, Refusal, StorageUnavailable
from server.registry import Registry
from server.sites import consent_texts, versions
from server.sites.consent_texts import ConsentTexts
from server.sites.document import Published, PublishedWidget, publish
from server.sites.placed import placed_of
from server.sites.sites import COLUMNS, site_of
from server.sites.tables import sites, widgets
from server.sites.widget_input import read_content

EVERY_SECONDS = 2.0
UNKNOWN_SECONDS = 2.0
MOST_UNKNOWN = 1000  # keys of no site; beyond that the oldest is asked for again
ATTEMPTS = 3
KEY = re.compile(r"[a-z0-9]{16}")

BY_KEY = prepared(select(*COLUMNS).where(sites.c.key == bindparam("key")))
WIDGETS = prepared(select(widgets).where(widgets.c.site == bindparam("site"), widgets.c.version > 0))
VERSIONS = prepared(select(sites.c.id, sites.c.version).where(sites.c.id.in_(bindparam("ids", expanding=True))))

log = structlog.get_logger()


class Publishing:
    """Every site's published document, by the site's key.

    A nudge (`forget`, `hear`) makes the next reader read afresh; `watch` finds what no nudge has told of, for example
    another process's change. `on_change` is for those who must tell open pages.
    """

    def __init__(self, database: Database, registry: Registry, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._registry = registry
        self._clock = clock
        self._kept: dict[str, Published] = {}
        self._keys: dict[str, str] = {}  # by the site's id
        self._unknown: OrderedDict[str, float] = OrderedDict()  # until when a key counts as nobody's
        self._loading: dict[str, asyncio.Task[Published | None]] = {}
        self._listeners: list[Callable[[str], None]] = []
        self._forgotten = 0

    async def by_key(self, key: str) -> Published | None:
        """The document of the site with this key, or None; many who ask at once cost one reading."""
        if (kept := self._kept.get(key)) is not None:
            return kept
        if not KEY.fullmatch(key) or self._unknown.get(key, 0.0) > self._clock():
            return None
        if (task := self._loading.get(key)) is None:
            task = self._loading[key] = asyncio.create_task(self._load(key))
            task.add_done_callback(lambda _: self._loading.pop(key, None))
        return await asyncio.shield(task)

    def forget(self, site: str) -> None:
        """The site has changed: read it afresh when somebody asks."""
        self._forgotten += 1
        self._unknown.clear()
        if key := self._keys.pop(site, None):
            self._kept.pop(key, None)

    def hear(self, told: Iterable[Told]) -> None:
        """Forget the sites that these news tell of; for `Database.on_news`."""
        for site in {each.site for each in told if each.kind == "site"}:
            self._changed(site)

    def on_change(self, listener: Callable[[str], None]) -> None:
        """Call this with a site's id once it is known to have changed."""
        self._listeners.append(listener)

    async def check(self) -> list[str]:
        """Compare every version in memory with the database in one query; gives back the sites that had changed."""
        held = {site: self._kept[key].site.version for site, key in self._keys.items()}
        if not held:
            return []
        found = await self._database.read(_versions, list(held))
        changed = [site for site, version in held.items() if found.get(site) != version]
        for site in changed:
            self._changed(site)
        return changed

    async def watch(self) -> None:
        """Compare every 2 seconds, until cancelled; while the database is away, what is known is served on."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            with contextlib.suppress(StorageUnavailable, Overloaded):
                await self.check()

    def _changed(self, site: str) -> None:
        self.forget(site)
        for listener in self._listeners:
            listener(site)

    async def _load(self, key: str) -> Published | None:
        for _ in range(ATTEMPTS):
            before = self._forgotten
            found = await self._database.read(load, self._registry, key)
            if before == self._forgotten:
                break  # otherwise something changed meanwhile, and this may be the older state
        if found is None:
            self._unknown[key] = self._clock() + UNKNOWN_SECONDS
            while len(self._unknown) > MOST_UNKNOWN:
                self._unknown.popitem(last=False)
            return None
        self._kept[key], self._keys[found.site.id] = found, key
        return found


def load(reader: Reader, registry: Registry, key: str) -> Published | None:
    """Read a site and its published widgets and make the document, or None where no site has this key."""
    row = reader.one(BY_KEY, key=key)
    if row is None:
        return None
    site = site_of(row)
    consents = versions.consents(reader, site.id)
    read = [_read(registry, each, consents.get(each["id"], {})) for each in reader.all(WIDGETS, site=site.id)]
    return publish(site, [widget for widget in read if widget is not None])


def _read(registry: Registry, row: Row, consents: dict[int, ConsentTexts]) -> PublishedWidget | None:
    placed = placed_of(row)
    try:
        kind = registry.kind(placed.kind)
        content = read_content(kind, placed.settings, placed.rules)
    except Refusal as refusal:  # of another release: the site's other widgets go on
        log.error("widget left out", widget=placed.id, kind=placed.kind, code=refusal.code, fields=[*refusal.errors])
        return None
    # What visitors read from today on, should this release have other words of its own than the one that published.
    present = consent_texts.effective(kind, content.settings)
    return PublishedWidget(
        id=placed.id,
        kind=kind,
        name=placed.name,
        enabled=placed.enabled and placed.removed_at is None,
        settings=content.settings,
        rules=content.rules,
        version=placed.version,
        consent_texts=present,
        consent_versions=consents | {placed.version: present},
    )


def _versions(reader: Reader, ids: list[str]) -> dict[str, int]:
    return {row["id"]: row["version"] for row in reader.all(VERSIONS, ids=ids)}
