"""What the pages about people read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.clients import cards, fields, tags, timeline
from server.clients.asked import Asked
from server.clients.field_values import Field
from server.console.inbox_read import widget_names
from server.console.kinds_shown import Kinds
from server.database import Reader
from server.optin import listing
from server.sites import members
from server.sites.instants import read_instant

Row = Mapping[str, Any]
PEOPLE = 50
ENTRIES = 50
NOTES = 20


@dataclass(frozen=True, slots=True)
class Person:
    """One card with its latest notes, how much has happened, the colleagues' names by id, and what can be chosen."""

    card: Row
    notes: Sequence[Row]
    happened: int
    names: Mapping[str, str]
    tags: Sequence[Row]
    site_tags: Sequence[Row]
    fields: Sequence[Field]
    unconfirmed: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """A part of a timeline; `above` is the moment of the entry that stands above it already."""

    items: Sequence[Row]
    next: str | None
    above: int | None
    names: Mapping[str, str]
    widgets: Mapping[str, str]


def search(reader: Reader, site: str, asked: Asked, cursor: str | None) -> tuple[Sequence[Row], str | None]:
    """The people of a site of whom everything that is asked for is so, newest first."""
    page = cards.search(reader, site, asked, cursor, PEOPLE)
    return page.items, page.next


def person(reader: Reader, site: str, client: str) -> Person:
    """One person of this site; anybody else's is `not_found`."""
    card = cards.card(reader, site, client)
    latest = timeline.page(reader, client, limit=1).items
    notes = timeline.page(reader, client, limit=NOTES, kinds=("note",)).items
    number = latest[0]["number"] if latest else 0
    theirs, all_tags = tags.of_people(reader, [client]).get(client, []), tags.of_site(reader, site)
    own, unconfirmed = fields.of_site(reader, site), listing.waiting(reader, client)
    return Person(card, notes, number, names(reader, site), theirs, all_tags, own, unconfirmed)


def choices(reader: Reader, site: str) -> dict[str, Any]:
    """What the filter of a site's people can be set to: its tags, and who works here."""
    return {"site_tags": tags.of_site(reader, site), "colleagues": sorted(names(reader, site).items(), key=_by_name)}


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


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def at(entry: Row) -> int:
    """When an entry happened."""
    return read_instant(entry["at"])
