"""Those who are on the site at this moment, as the table shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.clients.sources import read_source
from server.console.faces import initials, tint
from server.console.people_shown import title_of
from server.console.sources_shown import page_name, source_name
from server.console.words import Words
from server.hub.visiting import Visiting


@dataclass(frozen=True, slots=True)
class Guest:
    """One visitor: who they are where that is known, on which page, from where, and the pages before, newest first."""

    id: str
    client: str
    title: str
    initials: str
    tint: int
    page: str
    url: str
    trail: Sequence[str]
    source: str
    country: str
    since: int
    invited_by: str


def guest_of(seen: Visiting, known: Mapping[str, Any] | None, t: Words) -> Guest:
    """A line of the table. What this line saw comes first, then what is kept of a visitor who is known."""
    row = known or {}
    client = row.get("client") or ""
    title = title_of(row, t) if client else t("guests.someone")
    now = seen.trail[-1]
    before = [page_name({"url": each.url, "title": each.title}) for each in reversed(seen.trail[:-1])]
    before += [page_name(each) for each in row.get("pages", ()) if each["at"] < seen.since]
    came = row.get("source") or read_source(seen.landing, seen.referrer).known
    return Guest(
        id=seen.id,
        client=client,
        title=title,
        initials=initials(row.get("name") or ""),
        tint=tint(client or seen.id),
        page=page_name({"url": now.url, "title": now.title}),
        url=now.url,
        trail=before[:5],
        source=source_name(came),
        country=seen.country,
        since=seen.since,
        invited_by=seen.invited_by,
    )
