"""Tells open pages what has changed: new settings of their site, and how far the calls are that they asked for."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Iterable
from functools import partial
from typing import Any

import structlog

from server.calls.progress import call_of, progress_of
from server.calls.states import ENDED
from server.database import Database, Reader, Told, now_ms
from server.errors import Refusal
from server.hub.connection import ORIGIN
from server.hub.hub import Hub
from server.hub.visitor_frames import Progress, SiteChanged
from server.problems import our_fault
from server.sites.publishing import Publishing
from server.visitors.watcher import MOST_CALLS, Watcher

MOST_WAITING = 20_000  # beyond that nudges are dropped: pages hear the present state with their next hello

log = structlog.get_logger()


class Live:
    """One worker that reads the present state and sends it, so a page never sees an older state after a newer one.

    `tell` belongs to `Database.on_news`, `run` to a task that lives as long as the application.
    """

    def __init__(self, database: Database, publishing: Publishing, hub: Hub, most_waiting: int = MOST_WAITING) -> None:
        self._database = database
        self._publishing = publishing
        self._hub = hub
        self._most_waiting = most_waiting
        self._waiting: dict[Hashable, Callable[[], Awaitable[None]]] = {}
        self._changed = asyncio.Event()
        publishing.on_change(self.site_changed)

    def tell(self, told: Iterable[Told]) -> None:
        """Take what was committed: sites are forgotten at once, open pages hear of it in a moment."""
        told = list(told)
        self._publishing.hear(told)
        for each in told:
            if each.kind == "call" and self._hub.listeners(f"call:{each.thing}"):
                self._wait(("call", each.thing), partial(self._tell_call, each.thing))

    def site_changed(self, site: str) -> None:
        """Open pages of this site shall hear that its settings are others now."""
        if self._hub.listeners(f"site:{site}"):
            self._wait(("site", site), partial(self._tell_site, site))

    def watch(self, watcher: Watcher, leads: Iterable[str]) -> None:
        """Send how far these leads' calls are, where this very visitor left them, and again on each change.

        A page that asks over and over is not answered every time: whoever floods must not delay the others.
        """
        for lead in leads:
            if not watcher.visitor or watcher.looks.take(time.monotonic()):
                return
            self._wait((watcher, lead), partial(self._start_watching, watcher, lead))

    async def run(self) -> None:
        """Work until cancelled; what fails is logged with ids only, and the rest goes on."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            while self._waiting:
                key = next(iter(self._waiting))
                await self._survive(self._waiting.pop(key))

    def _wait(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        if len(self._waiting) < self._most_waiting:
            self._waiting[key] = work
            self._changed.set()
        else:
            log.warning("live_full", waiting=len(self._waiting))

    @staticmethod
    async def _survive(work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Refusal as refusal:
            log.warning("live_failed", code=refusal.code)
        except Exception as error:
            our_fault(error)

    async def _tell_site(self, site: str) -> None:
        watchers = self._watchers(f"site:{site}")
        published = await self._publishing.by_key(watchers[0].site_key) if watchers else None
        if published is None:
            return
        frame = SiteChanged(version=published.site.version).encode()
        for watcher in watchers:
            if published.site.allows(watcher.origin):
                watcher.send(frame)
            else:
                watcher.close(ORIGIN)

    async def _start_watching(self, watcher: Watcher, lead: str) -> None:
        call = await self._database.read(call_of, lead, watcher.visitor)
        if call is None or (call not in watcher.watched and len(watcher.watched) >= MOST_CALLS):
            return
        if self._hub.subscribe(watcher, f"call:{call}"):
            watcher.watched.setdefault(call, set()).add(lead)
            await self._send([(watcher, lead)], call)

    async def _tell_call(self, call: str) -> None:
        watchers = self._watchers(f"call:{call}")
        await self._send([(each, lead) for each in watchers for lead in sorted(each.watched.get(call, ()))], call)

    async def _send(self, wanted: list[tuple[Watcher, str]], call: str) -> None:
        pairs = [(lead, watcher.visitor) for watcher, lead in wanted]
        read = await self._database.read(_progress, set(pairs))
        for (watcher, lead), (_, visitor) in zip(wanted, pairs, strict=True):
            # Whoever has become another visitor meanwhile hears nothing of the first one.
            if visitor == watcher.visitor and (seen := read[lead, visitor]):
                watcher.send(Progress(**seen, now=now_ms()).encode())
                if seen["state"] == ENDED:
                    watcher.watched.pop(call, None)
                    self._hub.unsubscribe(watcher, f"call:{call}")

    def _watchers(self, topic: str) -> list[Watcher]:
        return [each for each in self._hub.listeners(topic) if isinstance(each, Watcher)]


def _progress(reader: Reader, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any] | None]:
    return {(lead, visitor): progress_of(reader, lead, visitor) for lead, visitor in pairs}
