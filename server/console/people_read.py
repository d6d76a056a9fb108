"""What the pages about people read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.clients import cards, timeline
from server.console.inbox_read import widget_names
from server.console.kinds_shown import Kinds
from server.database import Reader
from server.sites import members
from server.sites.instants import read_instant

Row = Mapping[str, Any]
PEOPLE = 50
ENTRIES = 50
NOTES = 20


@dataclass(frozen=True, slots=True)
class Person:
    """One card with its latest notes, how much has happened, and the colleagues' names by id."""

    card: Row
    notes: Sequence[Row]
    happened: int
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Happened:
    """A part of a timeline; `above` is the moment of the entry that stands above it already."""

    items: Sequence[Row]
    next: str | None
    above: int | None
    names: Mapping[str, str]
    widgets: Mapping[str, str]


def search(reader: Reader, site: str, q: str, cursor: str | None) -> tuple[Sequence[Row], str | None]:
    """The people of a site, newest first, or those that this whole number or e-mail belongs to."""
    page = cards.search(reader, site, q, cursor, PEOPLE)
    return page.items, page.next


def person(reader: Reader, site: str, client: str) -> Person:
    """One person of this site; anybody else's is `not_found`."""
    card = cards.card(reader, site, client)
    latest = timeline.page(reader, client, limit=1).items
    notes = timeline.page(reader, client, limit=NOTES, kinds=("note",)).items
    return Person(card, notes, latest[0]["number"] if latest else 0, names(reader, site))


def happened(reader: Reader, site: str, client: str, kind: str, before: int | None, kinds_named: Kinds) -> Happened:
    """What happened to a person of this site, newest first."""
    cards.card(reader, site, client)
    kinds = (kind,) if kind else ()
    page = timeline.page(reader, client, before, ENTRIES, kinds)
    above = timeline.page(reader, client, before + 1, 1, kinds).items if before else []
    stands_above = at(above[0]) if above else None
    named = widget_names(reader, site, kinds_named)
    return Happened(page.items, page.next, stands_above, names(reader, site), named)


def names(reader: Reader, site: str) -> dict[str, str]:
    """The names of those who work at a site, by id."""
    return {member.id: member.name for member, _ in members.of_site(reader, site)}


def at(entry: Row) -> int:
    """When an entry happened."""
    return read_instant(entry["at"])
