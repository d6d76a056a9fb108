"""Tells open pages what has changed: their site's settings, who is here, how far the calls are that they asked for."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Iterable
from functools import partial
from typing import Any

import structlog

from server.calls.progress import call_of, progress_of
from server.calls.states import ENDED
from server.clients import senders
from server.clients.senders import Team
from server.database import Database, Reader, Told, now_ms
from server.errors import Overloaded, Refusal, StorageUnavailable
from server.hub.connection import ORIGIN
from server.hub.hub import Hub
from server.hub.presence import Presence
from server.hub.visitor_frames import Facts, Progress, SiteChanged
from server.problems import our_fault
from server.sites.document import Published
from server.sites.publishing import Publishing
from server.visitors.watcher import MOST_CALLS, Watcher

MOST_WAITING = 20_000  # beyond that nudges are dropped: pages hear the present state with their next hello

log = structlog.get_logger()


class Live:
    """One worker that reads the present state and sends it, so a page never sees an older state after a newer one.

    `tell` belongs to `Database.on_news`, `run` to a task that lives as long as the application.
    """

    def __init__(
        self,
        database: Database,
        publishing: Publishing,
        hub: Hub,
        presence: Presence,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._database = database
        self._publishing = publishing
        self._hub = hub
        self._presence = presence
        self._most_waiting = most_waiting
        self._waiting: dict[Hashable, Callable[[], Awaitable[None]]] = {}
        self._changed = asyncio.Event()
        self._hearing: dict[str, Callable[[str], None]] = {}
        publishing.on_change(self.site_changed)
        presence.watch(self.team_changed)

    def tell(self, told: Iterable[Told]) -> None:
        """Take what was committed: sites are forgotten at once, open pages hear of it in a moment."""
        told = list(told)
        self._publishing.hear(told)
        for each in told:
            if each.kind == "call" and self._hub.listeners(f"call:{each.thing}"):
                self.wait(("call", each.thing), partial(self._tell_call, each.thing))
            elif hear := self._hearing.get(each.kind):
                hear(each.thing)

    def hear(self, kind: str, hear: Callable[[str], None]) -> None:
        """Let another room hear of what was committed of this kind, by the id of the thing."""
        self._hearing[kind] = hear

    def site_changed(self, site: str) -> None:
        """Open pages of this site shall hear that its settings are others now."""
        if self._hub.listeners(f"site:{site}"):
            self.wait(("site", site), partial(self._tell_site, site))

    def team_changed(self, site: str) -> None:
        """Open pages whose rules ask for it shall hear whether somebody of this site's team is here."""
        if self._hub.listeners(f"site:{site}"):
            self.wait(("facts", site), partial(self._tell_facts, site))

    async def facts(self, watcher: Watcher) -> dict[str, Any]:
        """What this page is told of now: country, whether somebody is here, and who, where a widget shows it."""
        [told] = await self._facts(await self._publishing.by_key(watcher.site_key), [watcher])
        return told

    async def _facts(self, published: Published | None, watchers: list[Watcher]) -> list[dict[str, Any]]:
        """The facts of pages of one site; however many they are, the people are looked up once."""
        here = [each.id for each in await self._presence.online(watchers[0].site)]
        team = await self._team(watchers, here) if here and published and published.asks_sender else Team()
        for watcher in watchers:
            sender = team.sender(watcher.site, watcher.visitor, watcher.sender)
            watcher.sender = sender["id"] if sender else ""
            watcher.told = (
                ({"country": watcher.country} if watcher.country else {})
                | {"online": "yes" if here else "no"}
                | ({"sender": sender} if sender else {})
            )
        return [watcher.told or {} for watcher in watchers]

    async def _team(self, watchers: list[Watcher], here: list[str]) -> Team:
        visitors = {each.visitor for each in watchers if each.visitor}
        try:
            return await self._database.read(senders.team, watchers[0].site, here, visitors)
        except (StorageUnavailable, Overloaded) as refusal:  # the line stands all the same, and nobody is named
            log.warning("sender_not_read", site=watchers[0].site, code=refusal.code)
            return Team()

    def watch(self, watcher: Watcher, leads: Iterable[str]) -> None:
        """Send how far these leads' calls are, where this very visitor left them, and again on each change.

        A page that asks over and over is not answered every time: whoever floods must not delay the others.
        """
        for lead in leads:
            if not watcher.visitor or watcher.looks.take(time.monotonic()):
                return
            self.wait((watcher, lead), partial(self._start_watching, watcher, lead))

    async def run(self) -> None:
        """Work until cancelled; what fails is logged with ids only, and the rest goes on."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            while self._waiting:
                key = next(iter(self._waiting))
                await self._survive(self._waiting.pop(key))

    def wait(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        """Let the worker do this in its turn; what waits under the same key already is done once."""
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
        await self._tell_facts(site)  # rules may ask now for what no rule asked for before

    async def _tell_facts(self, site: str) -> None:
        watchers = self._watchers(f"site:{site}")
        published = await self._publishing.by_key(watchers[0].site_key) if watchers else None
        if published is None or not published.config.get("live"):
            return
        before_all = [watcher.told for watcher in watchers]
        for watcher, before, now in zip(watchers, before_all, await self._facts(published, watchers), strict=True):
            if before not in (None, now):  # who has said no hello yet hears it with the welcome
                watcher.send(Facts.model_validate(now).encode())

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
