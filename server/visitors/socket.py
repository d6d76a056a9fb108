"""The live line of one visitor's page: who is there, which page, what is left, and what becomes of it."""

import structlog

from server.clients import visitors
from server.database import Database, now_ms
from server.errors import Overloaded, StorageUnavailable, TooMany
from server.hub.frames import Incoming
from server.hub.visiting import Visiting
from server.hub.visitor_frames import Earlier, Hello, Kept, Message, Moved, Page, Rate, Read, Submit, Typing, Welcome
from server.visitors.limits import Limits
from server.visitors.live import Live
from server.visitors.submissions import Submissions
from server.visitors.talking import Talking
from server.visitors.watcher import Watcher

log = structlog.get_logger()


class VisitorLine:
    """Handles the frames of one page; its site comes from the address, its visitor from `hello` alone."""

    def __init__(
        self,
        watcher: Watcher,
        number: int,
        address: str,
        database: Database,
        live: Live,
        submissions: Submissions,
        limits: Limits,
        talking: Talking,
    ) -> None:
        self._watcher = watcher
        self._number = number
        self._address = address
        self._database = database
        self._live = live
        self._submissions = submissions
        self._limits = limits
        self._talking = talking
        self._token: str | None = None
        self._seen: str | None = None
        self._is_private = False

    async def handle(self, frame: Incoming) -> None:
        """Do what the frame asks; refusals travel."""
        match frame:
            case Hello():
                await self._hello(frame)
            case Moved():
                self._show(frame.page)
                await self._on_page(frame.page)
            case Submit():
                await self._submit(frame)
            case Message():
                published = await self._submissions.published(self._watcher.site_key, self._watcher.origin)
                await self._talking.say(self._watcher, published, self._token, frame, self._address)
            case Earlier():
                await self._talking.earlier(self._watcher, frame.before)
            case Read():
                await self._talking.read(self._watcher, frame.number)
            case Rate():
                await self._talking.rate(self._watcher, frame, self._address)
            case Typing():
                self._talking.typing(self._watcher)

    async def resume(self, token: str | None, have: int | None, mark: str) -> None:
        """Go on as this visitor, without a hello: for those who come over HTTP, a little at a time."""
        self._token = token
        if token is not None:
            hashed = visitors.token_hash(token)
            self._watcher.visitor = await self._database.read(visitors.find, self._watcher.site, hashed)
        self._talking.follow(self._watcher, have, mark)

    async def _hello(self, frame: Hello) -> None:
        published = await self._submissions.published(self._watcher.site_key)
        if frame.visitor != self._token:
            self._token, self._watcher.visitor, self._seen = frame.visitor, "", None
        self._is_private = frame.private
        self._show(frame.page)
        await self._on_page(frame.page)
        if self._watcher.visiting:
            self._watcher.visiting.visitor = self._watcher.visitor
        facts = await self._live.facts(self._watcher)
        welcome = Welcome(number=self._number, now=now_ms(), version=published.site.version, facts=facts)
        if self._watcher.visitor:
            welcome = welcome.model_copy(update={"visitor": self._watcher.visitor})
        self._watcher.send(welcome.encode())
        self._live.watch(self._watcher, frame.watch)
        self._talking.follow(self._watcher, frame.have)

    def _show(self, page: Page) -> None:
        """Let the team see where they are; whoever does not want to be followed is seen nowhere."""
        if self._is_private:
            self._watcher.visiting = None
            return
        self._watcher.visiting = self._watcher.visiting or Visiting(self._watcher, self._watcher.country)
        self._watcher.visiting.go_to(page, now_ms())

    async def _on_page(self, page: Page) -> None:
        """Keep that this visitor is on the page, once for each page; of those we may not know nothing is kept."""
        if self._token is None or self._seen == page.url:
            return
        try:
            self._watcher.visitor = await self._known(visitors.token_hash(self._token), page)
        except (StorageUnavailable, Overloaded, TooMany) as refusal:  # the line stands all the same: a lead may come
            log.warning("visit_not_kept", site=self._watcher.site, code=refusal.code)
        else:
            if not self._is_private:
                self._seen = page.url

    async def _known(self, hashed: str, page: Page) -> str:
        """The visitor's public id; of who does not want to be followed no page is kept, nor that they were here."""
        site = self._watcher.site
        if self._is_private:
            return self._watcher.visitor or await self._database.read(visitors.find, site, hashed)
        self._limits.visits(self._address, site)
        return await self._database.write(visitors.visit, site, hashed, page)

    async def _submit(self, frame: Submit) -> None:
        published = await self._submissions.published(self._watcher.site_key, self._watcher.origin)
        kept = await self._submissions.over_socket(published, frame, self._token, self._address)
        if known := kept.answer.get("visitor"):
            self._watcher.visitor = known
            self._talking.follow(self._watcher, self._watcher.have)
        self._watcher.send(Kept(key=frame.key, **kept.answer).encode())
        self._live.watch(self._watcher, [kept.answer["lead"]])
