"""What the inbox reads in one go: requests, leads, and what is known of those who are at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.calls import listing
from server.calls.states import ENDED, QUEUED
from server.clients import cards, timeline
from server.console.sources_shown import page_name, source_name
from server.database import Reader
from server.errors import NotFound
from server.leads import inbox
from server.sites import widgets

Row = Mapping[str, Any]
MOST_OPEN = 200
LATEST_ENDED = 100
MOST_WIDGETS = 200


@dataclass(frozen=True, slots=True)
class Calls:
    """The open requests, the latest ended ones (`more_ended`: there are older ones), and who is at hand."""

    still_open: Sequence[Row]
    ended: Sequence[Row]
    more_ended: bool
    about: Mapping[str, Mapping[str, Any]]


def open_calls(reader: Reader, site: str) -> Sequence[Row]:
    """The requests of a site that have not ended, newest first."""
    return listing.requests(reader, site, listing.STILL_OPEN, limit=MOST_OPEN).items


def calls(reader: Reader, site: str, member: str) -> Calls:
    """The requests of a site, with what is known of the one that rings and of those this member has."""
    still_open = open_calls(reader, site)
    ended = listing.requests(reader, site, ENDED, limit=LATEST_ENDED)
    queued = [row for row in still_open if row["state"] == QUEUED]
    mine = [row for row in still_open if row["taken_by"] and row["taken_by"]["id"] == member]
    at_hand = mine or sorted(queued, key=lambda row: str(row["asked_at"]))[:1]
    return Calls(
        still_open, ended.items, ended.next is not None, {row["client"]: about(reader, site, row) for row in at_hand}
    )


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


def widget_names(reader: Reader, site: str) -> dict[str, str]:
    """The names of a site's widgets by their ids."""
    return {widget.id: widget.name for widget in widgets.of_site(reader, site, MOST_WIDGETS).items}
