"""Articles: the page on which the team writes what visitors find while they type."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.targets import CLOSE
from server.console.tongues import NAMES as TONGUES
from server.console.trouble import told
from server.console.words import Words
from server.database import Database
from server.errors import Invalid
from server.knowledge import articles
from server.knowledge.article_input import LONGEST, ArticleChange, NewArticle
from server.registry import Registry
from server.sites import placed
from server.sites.placed import PlacedWidget
from server.sites.policy import Action

FIELDS = ("title", "text", "language")
SHOWN = "published"


class Articles:
    """The page `articles`; each act answers with the list that it changed."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, registry: Registry) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._registry = registry

    @told
    async def show(self, request: Request) -> Response:
        """The list."""
        seat = await self._seats.find(request, Action.READ_CONVERSATIONS)
        facts = await self._listed(seat) | await self._inbox.frame(seat)
        return self.pages.draw(request, "articles", seat.words, here="settings", tab="articles", **facts)

    @told
    async def new(self, request: Request) -> Response:
        """An empty form."""
        seat = await self._seats.find(request, Action.CHANGE_ARTICLES)
        return self._form(request, seat, None)

    @told
    async def edit(self, request: Request) -> Response:
        """The form of one that is there."""
        seat = await self._seats.find(request, Action.CHANGE_ARTICLES)
        return self._form(request, seat, await self._database.read(articles.one, seat.site.id, read_id(request)))

    @told
    async def create(self, request: Request) -> Response:
        """Keep an article."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_ARTICLES)
        said = _said(await read_fields(request))
        try:
            await self._database.write(articles.add, seat.site.id, seat.member.id, NewArticle.read(said))
        except Invalid as refusal:
            return self._refused(refusal, seat.words)
        return await self._done(request, seat)

    @told
    async def change(self, request: Request) -> Response:
        """Change one."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_ARTICLES)
        wanted, article = _said(await read_fields(request)), read_id(request)
        try:
            change = ArticleChange.read(wanted)
            await self._database.write(articles.change, seat.site.id, seat.member.id, article, change)
        except Invalid as refusal:
            return self._refused(refusal, seat.words)
        return await self._done(request, seat)

    @told
    async def delete(self, request: Request) -> Response:
        """Delete one; the words that pass by offer to bring it back."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_ARTICLES)
        article = read_id(request)
        title = await self._database.write(articles.remove, seat.site.id, seat.member.id, article)
        response = await self._drawn(request, seat)
        path = f"/console/articles/{article}/restore"
        undo = {"path": path, "values": {}, "target": "#articles", "label": seat.words("undo")}
        self.pages.tell(response, seat.words("articles.deleted", name=title), undo=undo)
        return response

    @told
    async def restore(self, request: Request) -> Response:
        """Bring a deleted one back."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_ARTICLES)
        await self._database.write(articles.restore, seat.site.id, seat.member.id, read_id(request))
        response = await self._drawn(request, seat)
        self.pages.tell(response, seat.words("told.back"))
        return response

    async def _listed(self, seat: Seat) -> dict[str, Any]:
        return {
            "articles": await self._database.read(articles.of_site, seat.site.id),
            "may": seat.may(Action.CHANGE_ARTICLES),
            "tongues": TONGUES,
            "unoffered": await self._unoffered(seat),
        }

    async def _unoffered(self, seat: Seat) -> str | None:
        """The widget that could offer them and does not; "" where there is none at all, None where one offers them."""
        all_of_site = (await self._database.read(placed.of_site, seat.site.id)).items
        able = [each for each in all_of_site if self._registry.kind(each.kind).widget.articles]
        if any(each.enabled and each.version and self._offers(each) for each in able):
            return None
        return able[0].id if able else ""

    def _offers(self, each: PlacedWidget) -> bool:
        widget = self._registry.kind(each.kind).widget
        return widget.articles is not None and widget.articles(widget.settings.read(each.settings))

    async def _drawn(self, request: Request, seat: Seat) -> Response:
        return self.pages.draw(request, "parts/articles", seat.words, **await self._listed(seat))

    async def _done(self, request: Request, seat: Seat) -> Response:
        response = await self._drawn(request, seat)
        self.pages.tell(response, seat.words("told.saved"), CLOSE)
        return response

    def _form(self, request: Request, seat: Seat, article: Mapping[str, Any] | None) -> Response:
        facts: dict[str, Any] = {"article": article, "tongues": TONGUES, "longest": LONGEST}
        return self.pages.draw(request, "parts/article_form", seat.words, **facts)

    def _refused(self, refusal: Invalid, t: Words) -> Response:
        """The mistakes in the reader's words."""
        errors = {
            name: t(f"articles.wrong.{name}") if name in FIELDS else words for name, words in refusal.errors.items()
        }
        if refusal.reasons.get("title") == "full":
            errors["title"] = t("articles.wrong.full")
        return self.pages.say(refusal.status, {"frontdesk:refused": {"errors": errors}})


def _said(fields: Mapping[str, str]) -> dict[str, Any]:
    said = {name: fields.get(name, "").replace("\r\n", "\n") for name in FIELDS}
    return said | {SHOWN: fields.get(SHOWN) == "yes"}
