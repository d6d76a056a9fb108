"""Whether those who listen still may: every few seconds one look at the sessions and roles of all open pages."""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from server.database import Database, Reader, now_ms
from server.errors import Refusal
from server.hub.connection import Connection
from server.sites import members, sessions
from server.sites.policy import Role

LOGGED_OUT = 4401
ROLE_CHANGED = 4409
NO_SITE = 4410
LOCKED = 4423
CODES = {"removed": NO_SITE, "locked": LOCKED}
RECHECK_SECONDS = 3.0  # who is logged out, disabled or of another role hears nothing more after this
REST_SECONDS = 0.2  # between two looks, however often somebody wakes us
AT_ONCE = 500  # pages in one read

Roles = Mapping[str, Role]


@dataclass(eq=False, slots=True)
class Page:
    """One open page: its line, its session's hash; once it has said so its site with the role there."""

    connection: Connection
    session: str
    site: str | None = None
    role: Role | None = None


class Watch:
    """Ends the lines of whoever may listen no longer; another process's changes are found as well as our own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pages: dict[Page, None] = {}
        self._woken = asyncio.Event()

    @contextmanager
    def over(self, page: Page) -> Iterator[None]:
        """Look after this page for the duration."""
        self._pages[page] = None
        try:
            yield
        finally:
            del self._pages[page]

    def wake(self) -> None:
        """Look at once: somebody's role may have changed."""
        self._woken.set()

    async def run(self) -> None:
        """Look every few seconds, for as long as the application lives; without open pages nothing is read."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(RECHECK_SECONDS):
                    await self._woken.wait()
            self._woken.clear()
            with contextlib.suppress(Refusal):  # a database that is away for a moment ends nobody's line
                await self.look()
            await asyncio.sleep(REST_SECONDS)

    async def look(self) -> None:
        """One look at all open pages."""
        pages = list(self._pages)
        for first in range(0, len(pages), AT_ONCE):
            some = pages[first : first + AT_ONCE]
            found = await self._database.read(standing, [page.session for page in some], now_ms())
            over = [page.session for page in some if page.session not in found]
            why = await self._database.read(sessions.shut_ones, over) if over else {}
            for page in some:
                if (code := verdict(page, found.get(page.session))) is not None:
                    page.connection.close(CODES[why[page.session]] if page.session in why else code)


def standing(reader: Reader, token_hashes: list[str], now: int) -> dict[str, Roles]:
    """The roles of whoever is behind each living session; reading them does not keep a session alive."""
    living = sessions.living(reader, sorted(set(token_hashes)), now)
    roles = members.roles_of(reader, sorted({session.member for session in living.values()}))
    return {key: roles[session.member] for key, session in living.items() if session.member in roles}


def verdict(page: Page, roles: Roles | None) -> int | None:
    """The code to end the page's line with, or None where nothing has changed for it."""
    if roles is None or (page.site is not None and page.site not in roles):
        return LOGGED_OUT
    if page.site is not None and roles[page.site] is not page.role:
        return ROLE_CHANGED
    return None
