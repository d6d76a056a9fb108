"""The versions of a widget: who published what when, what changed in each, and the way back to an earlier one."""

from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from server.console.changes_said import Change
from server.console.fields import read_fields
from server.console.inbox import Inbox
from server.console.kinds_shown import Kinds
from server.console.pages import Pages
from server.console.paths import read_number
from server.console.seats import Seats
from server.console.trouble import told
from server.console.widget_list import LIST
from server.console.widget_page import AtHand, WidgetPage
from server.database import Reader, Transaction
from server.errors import NotFound
from server.registry import Registry
from server.sites import removal, versions
from server.sites.policy import Action
from server.sites.versions import Version

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Past:
    """One version with what it changed; the first one changed nothing, it began."""

    version: Version
    changes: list[Change]
    is_present: bool


class WidgetHistory:
    """The past of one widget."""

    def __init__(self, pages: Pages, seats: Seats, inbox: Inbox, page: WidgetPage) -> None:
        self.pages = pages
        self._seats = seats
        self._inbox = inbox
        self._page = page

    @told
    async def show(self, request: Request) -> Response:
        """The versions, newest first, each with what it changed."""
        seat = await self._seats.find(request, Action.PUBLISH_WIDGETS)
        at = await self._page.find(request, seat)
        before = read_number(request, "before")
        found, more = await self._page.database.read(_read, at.placed.id, before)
        kinds = Kinds(self._page.registry, seat.words.language)
        return self.pages.draw(
            request,
            "widget_versions",
            seat.words,
            here="widgets",
            widget=at.placed,
            title=kinds.widget(at.placed.kind, at.placed.name),
            past=_past(at, found),
            more=more,
            **await self._inbox.frame(seat),
        )

    @told
    async def restore(self, request: Request) -> Response:
        """Lead the widget back to a version: as a draft to look at, or for visitors at once."""
        seat = await self._seats.find_for_change(request, Action.PUBLISH_WIDGETS)
        at = await self._page.find(request, seat)
        fields = await read_fields(request)
        revision, number = fields.get("revision", ""), str(request.path_params["number"])
        if not (revision.isdecimal() and number.isdecimal() and len(number) < 10 and len(revision) < 10):
            raise NotFound
        await self._page.database.write(
            _restore, self._page.registry, at.placed.id, int(number), seat.member.id, int(revision), "publish" in fields
        )
        response = self.pages.say(200, {})
        response.headers["hx-redirect"] = f"{LIST}/{at.placed.id}"
        return response


def _restore(
    tx: Transaction, registry: Registry, widget: str, version: int, member: str, revision: int, publish: bool
) -> None:
    removal.restore(tx, registry, widget, version, member, revision=revision, publish=publish)


def _past(at: AtHand, found: list[Version]) -> list[Past]:
    """The versions with their changes; the last of the list is there only to compare with, unless it is the first."""
    told = [
        Past(new, at.form.changes(old.document, new.document), new.version == at.placed.version)
        for new, old in pairwise(found)
    ]
    if found and found[-1].version == 1:
        told.append(Past(found[-1], [], at.placed.version == 1))
    return told


def _read(reader: Reader, widget: str, before: int | None) -> tuple[list[Version], int | None]:
    """A part of the versions and one more to compare with, and what the next part begins before."""
    found = versions.of_widget(reader, widget, SHOWN + 1, before).items
    return found, found[SHOWN - 1].version if len(found) > SHOWN else None
