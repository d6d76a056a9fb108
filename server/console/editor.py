"""The editor of one widget: a form with a live preview beside it, a draft that keeps itself, and publishing."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console import conditions_form, contrast_shown
from server.console.headers import framing, of_preview
from server.console.inbox import Inbox
from server.console.kinds_shown import Kinds
from server.console.merging import Merging, name_of, overtaken
from server.console.pages import Pages
from server.console.preview import Preview, example_answer
from server.console.seats import Seat, Seats
from server.console.tongues import tongue
from server.console.trouble import told
from server.console.widget_forms import Document
from server.console.widget_page import AtHand, Sent, WidgetPage, read_content_sent, read_sent
from server.deliveries.mailer import Mailer
from server.errors import Conflict, Invalid
from server.sites import removal, widgets
from server.sites.policy import Action
from server.sites.widget_input import WidgetChange
from server.sites.widgets import PlacedWidget
from server.widget import InvalidSettings, Settings


class Editor:
    """Shows one widget to be changed; nothing reaches visitors before it is published."""

    def __init__(
        self, pages: Pages, seats: Seats, inbox: Inbox, page: WidgetPage, preview: Preview, mailer: Mailer
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._inbox = inbox
        self._page = page
        self._preview = preview
        self._mailer = mailer
        self._merging = Merging(pages, page)

    @told
    async def show(self, request: Request) -> Response:
        """The whole page."""
        seat = await self._seats.find(request, Action.PUBLISH_WIDGETS)
        at = await self._page.find(request, seat)
        changed_by = await self._page.database.read(name_of, at.placed.changed_by)
        kinds = Kinds(self._page.registry, seat.words.language)
        return self.pages.draw(
            request,
            "widget",
            seat.words,
            sent=framing,
            here="widgets",
            widget=at.placed,
            title=kinds.widget(at.placed.kind, at.placed.name),
            kind=kinds.name(at.placed.kind),
            parts=at.form.parts(at.placed.working["settings"]),
            rules=at.form.rules(at.placed.working["rules"]),
            rule_said=at.form.in_words(at.placed.working),
            conditions=conditions_form.tree("", ()),
            tongues=[(each, tongue(each)) for each in seat.site.languages],
            brand=contrast_shown.of_brand(seat.site.looks.brand, seat.words),
            changed_by=changed_by,
            own_script=self._own_script(at),
            has_launcher=at.kind.widget.launcher,
            unsent=() if self._mailer.is_set else at.form.asks_by_mail(_settings(at, at.placed.working)),
            may_change_site=seat.may(Action.CHANGE_SITE),
            **self._standing(at, at.placed),
            **await self._inbox.frame(seat),
        )

    @told
    async def preview(self, request: Request) -> Response:
        """The page within the page: the real widget on a page of nobody's, which can send nothing anywhere."""
        seat = await self._seats.find(request, Action.PUBLISH_WIDGETS)
        at = await self._page.find(request, seat)
        settings = _settings(at, at.placed.working)
        made = {
            "loader": self._preview.loader,
            "place": self._preview.place,
            "config": self._preview.config(seat.site, at.kind, at.placed.id, settings, at.others),
            "answer": example_answer(at.kind, seat.site, settings),
        }
        return self.pages.draw(request, "preview", seat.words, sent=of_preview, made=made)

    @told
    async def look(self, request: Request) -> Response:
        """What the preview shows of a form that nobody has saved, or what is wrong with each field."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        at, sent = await self._page.find(request, seat), await read_sent(request)
        document = sent.document(at.form)
        problems = at.form.mistakes(document, sent.pairs)
        said: dict[str, Any] = {
            "problems": problems,
            "named": at.form.named,
            "contrasts": contrast_shown.of_form(at.form.shapes["settings"], document["settings"], seat.words),
        }
        if not any(path.startswith("rules") for path in problems):
            said["rule"] = at.form.in_words(document)
        if not any(path.startswith("settings") for path in problems):
            settings = at.kind.widget.settings.read(document["settings"])
            said["config"] = self._preview.config(seat.site, at.kind, at.placed.id, settings, at.others)
            said["chosen"] = at.form.chosen_by_rules(document["settings"])
            said["answer"] = example_answer(at.kind, seat.site, settings)
        return self.pages.data(said)

    @told
    async def save(self, request: Request) -> Response:
        """Keep the form as the draft; where somebody else was quicker, say what they changed, and keep nothing."""
        return await self._change(request, publish=False)

    @told
    async def publish(self, request: Request) -> Response:
        """Keep the form and give it to visitors at once."""
        return await self._change(request, publish=True)

    @told
    async def merge(self, request: Request) -> Response:
        """Keep what was chosen, field by field, after somebody else had changed the widget."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        at, sent = await self._page.find(request, seat), await read_sent(request)
        return await self._merging.merge(request, seat, at, sent)

    @told
    async def discard(self, request: Request) -> Response:
        """Drop the draft, and work on with what visitors have; the page keeps it for whoever thinks better of it."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        at, sent = await self._page.find(request, seat), await read_sent(request)
        left = await self._page.database.write(removal.discard, at.placed.id, sent.revision, seat.member.id)
        undo = {"label": seat.words("undo"), "draft": at.placed.working, "revision": left.revision}
        return self.pages.data({"reload": True, "said": seat.words("editor.discarded"), "undo": undo})

    @told
    async def bring_back(self, request: Request) -> Response:
        """Undo that the draft was discarded: it is kept again as it was."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        at, sent = await self._page.find(request, seat), await read_sent(request)
        draft = read_content_sent(sent.ours.get("_draft", ""))
        await self._page.database.write(
            removal.bring_back, self._page.registry, at.placed.id, draft, sent.revision, seat.member.id
        )
        return self.pages.data({"reload": True, "said": seat.words("editor.brought_back")})

    async def _change(self, request: Request, *, publish: bool) -> Response:
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        at, sent = await self._page.find(request, seat), await read_sent(request)
        document = sent.document(at.form)
        if problems := at.form.mistakes(document, sent.pairs):
            return self.pages.data({"problems": problems}, Invalid.status)
        try:
            saved = await self._write(seat, at, sent, document, publish)
        except Conflict:
            return await self._merging.show(request, seat, sent, document)
        if publish:
            words = seat.words("editor.published", n=saved.version)
            return self.pages.data({"reload": True, "said": words})
        return self.pages.data(self._said(seat, at, saved))

    async def _write(self, seat: Seat, at: AtHand, sent: Sent, document: Document, publish: bool) -> PlacedWidget:
        """Save from the revision that the form was drawn from; a switch or a name since then is no other content."""
        theirs = at.placed.working
        is_clash = overtaken(sent.base, theirs) and overtaken(document, theirs)
        revision = sent.revision if is_clash else at.placed.revision
        change = WidgetChange(**document, draft=not publish, revision=revision)
        try:
            return await self._page.database.write(
                widgets.change, self._page.registry, at.placed.id, change, seat.member.id
            )
        except InvalidSettings as refused:  # a rule of the model as a whole, which no field of the form shows
            raise Invalid(errors=refused.errors) from refused

    def _said(self, seat: Seat, at: AtHand, saved: PlacedWidget) -> dict[str, Any]:
        """What the page has to know once its draft is kept."""
        standing = self._standing(at, saved)
        return {
            "revision": saved.revision,
            "base": saved.working,
            "said": seat.words("editor.saved", at=seat.clock.hour(seat.clock.now)),
            "count": len(standing["changes"]),
            "standing": self.pages.part("widget_standing", seat.words, widget=saved, **standing),
            "changes": self.pages.part("widget_changes", seat.words, widget=saved, **standing),
        }

    def _standing(self, at: AtHand, placed: PlacedWidget) -> dict[str, Any]:
        """How the draft stands to what visitors have."""
        changes = at.form.changes(placed.published, placed.working) if placed.version else []
        return {"changes": changes}

    def _own_script(self, at: AtHand) -> str:
        name = f"{at.kind.name}-editor.js"
        return self.pages.asset(name) if name in self._preview.assets.console else ""


def _settings(at: AtHand, document: Mapping[str, Any]) -> Settings:
    """The settings as they were saved, or the usual ones where this release no longer takes them."""
    try:
        return at.kind.widget.settings.read(document["settings"])
    except InvalidSettings:
        return at.kind.widget.settings()
