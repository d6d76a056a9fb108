"""Why somebody sees a widget or does not: a page to ask on, for a person, for a widget, or for anybody."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.clients import explaining
from server.clients.explaining import Explained
from server.console.conditions_form import OPTIONS
from server.console.explain_shown import Shown, known_of, shown
from server.console.inbox import Inbox
from server.console.kinds_shown import Kinds
from server.console.pages import Pages
from server.console.paths import ID
from server.console.people_card import read_card
from server.console.seats import Seat, Seats
from server.console.site_fields import choices
from server.console.tongues import tongue
from server.console.trouble import told
from server.database import Database
from server.errors import Invalid, NotFound
from server.hub.presence import Presence
from server.registry import Registry
from server.sites import widgets
from server.sites.explain_input import Question
from server.sites.instants import written
from server.sites.policy import Action
from server.sites.widgets import PlacedWidget

ASKED = ("page", "referrer", "device", "visitor_kind", "language", "country", "online", "at", "draft")
LISTED = ("country", "language")  # chosen from a list; anything else is refused with words
LONGEST = 2048


class Explain:
    """Answers for one page and one visitor; what is wrong with a field stands under it, and the answer waits."""

    def __init__(
        self, pages: Pages, seats: Seats, database: Database, inbox: Inbox, presence: Presence, registry: Registry
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._inbox = inbox
        self._presence = presence
        self._registry = registry

    @told
    async def show(self, request: Request) -> Response:
        """The form with what was asked, and under it the answer, once there is a page to answer for."""
        seat = await self._seats.find(request, Action.READ_WIDGETS)
        said = {name: request.query_params.get(name, "")[:LONGEST].strip() for name in ASKED}
        facts = await self._meant(request, seat)
        if facts["person"] and not said["page"]:
            client = facts["person"].id
            said["page"] = await self._database.read(explaining.last_page, seat.site.id, client)
        said["page"] = whole_address(said["page"], seat.site.origins)
        wrong = {name: seat.words(f"explain.wrong.{name}") for name in LISTED if not _is_listed(name, said[name])}
        answer: dict[str, Any] = {"verdicts": None, "known": (), "at": None}
        if said["page"] and not wrong:
            try:
                answer = await self._answer(seat, said, facts["person"], facts["widget"])
            except Invalid as refusal:
                wrong = {name: _wrong(seat, refusal, name) for name in refusal.errors if name in ASKED}
        return self.pages.draw(
            request,
            "explain",
            seat.words,
            status=Invalid.status if wrong else 200,
            here="people" if facts["person"] else "widgets",
            said=said,
            wrong=wrong,
            may_edit=seat.may(Action.PUBLISH_WIDGETS),
            countries=choices(seat.words)["countries"],
            tongues=[(code, tongue(code)) for code in OPTIONS["language"]],
            **facts,
            **answer,
            **await self._inbox.frame(seat),
        )

    async def _meant(self, request: Request, seat: Seat) -> dict[str, Any]:
        """The person and the widget that the question is about, where it is about one."""
        person, widget = (request.query_params.get(name, "") for name in ("person", "widget"))
        if any(each and not ID.fullmatch(each) for each in (person, widget)):
            raise NotFound
        if person and not seat.may(Action.READ_CLIENTS):
            raise NotFound
        card = await read_card(self._database, seat, person) if person else None
        placed = await self._database.read(widgets.find, widget) if widget else None
        if widget and (placed is None or placed.site != seat.site.id):
            raise NotFound
        kinds = Kinds(self._registry, seat.words.language)
        title = kinds.widget(placed.kind, placed.name) if placed else ""
        return {"person": card, "widget": placed, "widget_title": title}

    async def _answer(
        self, seat: Seat, said: Mapping[str, str], person: Any, widget: PlacedWidget | None
    ) -> dict[str, Any]:
        question = _question(seat, said, person.id if person else "")
        online = bool(await self._presence.online(seat.site.id))
        found: Explained = await self._database.read(
            explaining.explain_page, self._registry, seat.site, question, seat.clock.now, online
        )
        kinds = Kinds(self._registry, seat.words.language)
        lines = shown(found.verdicts, kinds, seat.clock, seat.words)
        return {"verdicts": _first(lines, widget), "known": known_of(found.facts, seat.words), "at": found.at}


def whole_address(said: str, origins: Sequence[str]) -> str:
    """The page's address where only its path (`/coffee`) or no scheme was typed; anything else as it was."""
    if not said or "://" in said or not origins:
        return said
    scheme, _, host = origins[0].partition("://")
    return f"{scheme}://{host if said.startswith('/') else ''}{said}"


def _is_listed(name: str, said: str) -> bool:
    return not said or said.upper() in OPTIONS[name] or said.lower() in OPTIONS[name]


def _wrong(seat: Seat, refusal: Invalid, name: str) -> str:
    if refusal.reasons.get(name) == "another_site":
        return seat.words("explain.wrong.another_site", origins=", ".join(seat.site.origins))
    return seat.words(f"explain.wrong.{name}")


def _question(seat: Seat, said: Mapping[str, str], person: str) -> Question:
    fields: dict[str, Any] = dict(said) | {"client": person, "draft": said["draft"] == "yes"}
    fields |= {"country": said["country"].upper(), "language": said["language"].lower()}
    if said["at"]:
        moment = seat.clock.read(said["at"])
        fields["at"] = written(moment) if moment is not None else said["at"]
    return Question.read(fields)


def _first(lines: list[Shown], widget: PlacedWidget | None) -> list[Shown]:
    """The widget that was asked about stands in front of the others."""
    return sorted(lines, key=lambda each: each.id != widget.id) if widget else lines
