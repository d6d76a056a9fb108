"""What the inbox reads in one go: requests, leads, and what is known of those who are at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.calls import listing
from server.calls.states import ENDED, QUEUED
from server.clients import cards, timeline
from server.console.kinds_shown import Kinds
from server.console.sources_shown import page_name, source_name
from server.conversations import desk
from server.database import Reader
from server.errors import NotFound
from server.leads import inbox
from server.sites import widgets

Row = Mapping[str, Any]
MOST_OPEN = 200
MOST_SHOWN = 5000  # what one page draws, however often "show more" is pressed
LATEST_ENDED = 100
MOST_WIDGETS = 200
MOST_TALKS = 50


@dataclass(frozen=True, slots=True)
class Calls:
    """The open requests, the latest ended ones (`more_ended`: there are older ones), and who is at hand.

    `waiting` are the first of `total` whom nobody has taken; `broken` is how many of today's wait and are late.
    """

    waiting: Sequence[Row]
    taken: Sequence[Row]
    total: int
    broken: int
    ended: Sequence[Row]
    more_ended: bool
    about: Mapping[str, Mapping[str, Any]]
    is_placed: bool


@dataclass(frozen=True, slots=True)
class Rings:
    """The latest of the `total` calls that nobody has taken, for the bell; `busy` when this member has one already."""

    latest: Sequence[Row]
    total: int
    busy: bool


def rings(reader: Reader, site: str, member: str) -> Rings:
    """Who has come lately: the bell is for them, however many have waited longer."""
    latest = listing.requests(reader, site, QUEUED, limit=MOST_OPEN).items
    busy = any(_is_with(row, member) for row in listing.taken(reader, site))
    return Rings(latest, listing.count_waiting(reader, site), busy)


def calls(reader: Reader, site: str, member: str, midnight: int, now: int, most: int = MOST_OPEN) -> Calls:
    """The requests of a site, with what is known of the one that rings and of those this member has.

    `midnight` is when today began there.
    `is_placed` tells whether any widget stands on the site: without one nobody can ask.
    """
    waiting = listing.waiting(reader, site, now, most)
    taken = listing.taken(reader, site)
    ended = listing.requests(reader, site, ENDED, limit=LATEST_ENDED)
    at_hand = [row for row in taken if _is_with(row, member)] or waiting[:1]
    return Calls(
        waiting=waiting,
        taken=taken,
        total=listing.count_waiting(reader, site),
        broken=listing.count_broken(reader, site, midnight, now),
        ended=ended.items,
        more_ended=ended.next is not None,
        about={row["client"]: about(reader, site, row) for row in at_hand},
        is_placed=bool(widgets.of_site(reader, site, 1).items),
    )


def _is_with(call: Row, member: str) -> bool:
    return bool(call["taken_by"]) and call["taken_by"]["id"] == member


def about(reader: Reader, site: str, call: Row) -> dict[str, Any]:
    """What is known of the person at the moment of contact: page, source and facts, so that nobody asks twice."""
    try:
        card = cards.card(reader, site, call["client"])
    except NotFound:  # erased a moment ago
        return {}
    seen = timeline.page(reader, call["client"], limit=1, kinds=("visit", "lead")).items
    facts = [fact["value"] for fact in card["facts"] if fact["value"] not in (call["name"], call["question"])]
    return {
        "page": _page(seen[0]["data"]) if seen else "",
        "source": source_name(card["last_source"]),
        "facts": tuple(facts[:6]),
    }


def _page(seen: Row) -> str:
    """The page of a visit, or the one that a lead was left on."""
    return page_name(seen if "url" in seen else {"url": seen.get("page", "")})


def leads(reader: Reader, site: str, cursor: str | None, limit: int) -> tuple[list[dict[str, Any]], str | None]:
    """The leads of a site, newest first, with the cursor of the next ones."""
    page = inbox.leads(reader, site, cursor, limit)
    return page.items, page.next


def talks(reader: Reader, site: str, member: str) -> list[Row]:
    """Conversations with unseen words of the visitor's, for the bell: one's own, and those that wait for anybody.

    What is on offer to a colleague rings there.
    """
    found = [*desk.listed(reader, site, desk.WAITING, member, MOST_TALKS).rows]
    found += desk.listed(reader, site, desk.MINE, member, MOST_TALKS).rows
    return [row for row in found if desk.is_unread(row) and row["offered_to"] in (None, member)]


def widget_names(reader: Reader, site: str, kinds: Kinds) -> dict[str, str]:
    """The names of a site's widgets by their ids; of those that were taken away too, for what they have brought."""
    placed = widgets.of_site(reader, site, MOST_WIDGETS, removed=True).items
    return {widget.id: kinds.widget(widget.kind, widget.name) for widget in placed}
