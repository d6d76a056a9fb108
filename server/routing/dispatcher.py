"""Looks after all that waits: whenever something happens at a site, and when an offer ends."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping

from server.conversations.states import QUEUE
from server.database import Database, Reader, Told, now_ms
from server.errors import Refusal
from server.hub import topics
from server.hub.presence import Presence
from server.routing import offers
from server.routing.duty import DUTY
from server.routing.offers import Plan
from server.routing.queue import Place, places, usual_ms

TOGETHER_SECONDS = 0.05  # what happens within it is looked at once
AGAIN_SECONDS = 1.0  # after a look that the database refused
HEARD = (QUEUE, DUTY, "member")


class Dispatcher:
    """`hear` belongs to `Database.on_news`, `run` to a task that lives as long as the application.

    A look that changes nothing only reads; what it changes is decided once more in the unit that keeps it, so that
    several processes may look at the same time.
    """

    def __init__(self, database: Database, presence: Presence) -> None:
        self._database = database
        self._presence = presence
        self._sites: dict[str, None] = {}
        self._changed = asyncio.Event()
        self._moments: dict[str, int] = {}  # when each site is to be looked at next, one moment a site
        self._places: dict[str, Mapping[str, Place]] = {}
        self._listeners: list[Callable[[str], None]] = []
        presence.watch(self._here_changed)

    def hear(self, told: Iterable[Told]) -> None:
        """Take what was committed."""
        for each in told:
            if each.kind in HEARD:
                self.look_at(each.site)

    def _here_changed(self, room: str) -> None:
        if not room.startswith(topics.LOOKING):  # who has a conversation open is nobody's coming or going
            self.look_at(room)

    def look_at(self, site: str) -> None:
        """Something has happened at this site."""
        self._sites[site] = None
        self._changed.set()

    def on_place(self, listener: Callable[[str], None]) -> None:
        """Be called with a conversation's id whenever its place in the queue is another."""
        self._listeners.append(listener)

    def place(self, site: str, conversation: str) -> Place | None:
        """Where it stands among the site's who wait; None where it does not wait, or nobody is here to wait for."""
        return self._places.get(site, {}).get(conversation)

    async def run(self) -> None:
        """Work until cancelled."""
        with contextlib.suppress(Refusal):
            for site in await self._database.read(offers.sites_with_open):
                self.look_at(site)
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._rest()):
                    await self._changed.wait()
            await asyncio.sleep(TOGETHER_SECONDS)
            self._changed.clear()
            self._sites |= dict.fromkeys(site for site, moment in self._moments.items() if moment <= now_ms())
            sites, self._sites = list(self._sites), {}
            for site in sites:
                await self._look(site)

    def _rest(self) -> float | None:
        return max(0.0, (min(self._moments.values()) - now_ms()) / 1000) if self._moments else None

    async def _look(self, site: str) -> None:
        self._moments.pop(site, None)
        here = [each.id for each in await self._presence.online(site)]
        try:
            made = await self._database.read(offers.plan, site, here, now_ms())
            if not made.is_empty:
                made = await self._database.write(offers.carry_out, site, here)
            stands = await self._database.read(_places, site, made) if made.waiting else {}
        except Refusal:  # the database is away or busy: what waits goes on waiting, and is looked at again
            self._moments[site] = now_ms() + int(AGAIN_SECONDS * 1000)
            return
        if made.next_at:
            self._moments[site] = made.next_at
        self._stand(site, stands)

    def _stand(self, site: str, stands: Mapping[str, Place]) -> None:
        before = self._places.get(site, {})
        changed = [each for each in {**before, **stands} if before.get(each) != stands.get(each)]
        if stands:
            self._places[site] = stands
        else:
            self._places.pop(site, None)
        for conversation in changed:
            for listener in self._listeners:
                listener(conversation)


def _places(reader: Reader, site: str, made: Plan) -> Mapping[str, Place]:
    return places(made.waiting, made.team, usual_ms(reader, site, now_ms()))
