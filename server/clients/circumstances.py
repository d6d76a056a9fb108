"""What the server knows of a person that a page would know as well: their last page, their visits, what they have left.

A browser counts visits and pages itself and tells nobody; here they are counted from the pages that it told us of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from server.clients.stored import json_value
from server.clients.tables import clients, timeline, visitors, visits
from server.database import Reader, prepared
from server.errors import NotFound

VISIT_MS = 30 * 60_000  # a page after a longer pause than this begins a new visit
MOST_PAGES = 500  # looked at; of somebody with more the visits are counted from these
MOST_LEADS = 200
FACTS = ("name", "phone", "email")

PERSON = prepared(select(clients).where(clients.c.id == bindparam("client"), clients.c.site == bindparam("site")))
BROWSER = prepared(select(visitors).where(visitors.c.id == bindparam("visitor"), visitors.c.site == bindparam("site")))
BROWSERS = prepared(
    select(visitors.c.id)
    .where(visitors.c.client == bindparam("client"))
    .order_by(visitors.c.seen_at.desc(), visitors.c.id.desc())
    .limit(1)
)
PAGES = prepared(
    select(visits.c.url, visits.c.referrer, visits.c.at)
    .where(visits.c.visitor == bindparam("visitor"))
    .order_by(visits.c.id.desc())
    .limit(MOST_PAGES)
)
LEADS = prepared(
    select(timeline.c.data, timeline.c.at)
    .where(timeline.c.client == bindparam("client"), timeline.c.kind == "lead")
    .order_by(timeline.c.number.desc())
    .limit(MOST_LEADS)
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known: the last page with its moment (ms), the page before it, and the one by which that visit came.

    `facts` have the names that rules use; `is_known`: their browser may remember them. `done` are the widgets in which
    they have left something, `has_left`: one of them during their last visit.
    """

    page: str
    referrer: str
    landing: str
    at: int | None
    facts: Mapping[str, str | int]
    is_known: bool
    done: frozenset[str]
    has_left: bool


def of_client(reader: Reader, site: str, client: str) -> Circumstances:
    """What is known of a person of this site, by the browser they used last; anybody else's is `not_found`."""
    row = reader.one(PERSON, client=client, site=site)
    if row is None:
        raise NotFound
    browser: str | None = reader.value(BROWSERS, client=client)
    return _circumstances(reader, row, browser)


def of_visitor(reader: Reader, site: str, visitor: str) -> Circumstances:
    """The same of a browser, by its public id, whether or not it is known whose it is."""
    browser = reader.one(BROWSER, visitor=visitor, site=site)
    if browser is None:
        raise NotFound
    row = reader.one(PERSON, client=browser["client"], site=site) if browser["client"] else None
    return _circumstances(reader, row, visitor)


def _circumstances(reader: Reader, person: Mapping[str, Any] | None, browser: str | None) -> Circumstances:
    pages = reader.all(PAGES, visitor=browser) if browser else []
    leads = [(json_value(row["data"]), row["at"]) for row in reader.all(LEADS, client=person["id"])] if person else []
    last = _last(pages, leads)
    moments = [row["at"] for row in pages]
    began, facts = _visits(moments)
    facts |= {f"knows_{name}": "yes" if person and person[name] else "no" for name in FACTS}
    return Circumstances(
        page=last["url"],
        referrer=last["referrer"],
        landing=pages[moments.index(began)]["url"] if pages else "",
        at=last["at"],
        facts=facts,
        is_known=browser is not None,
        done=frozenset(str(data["widget"]) for data, _ in leads if data.get("widget")),
        has_left=bool(pages) and any(at >= began for _, at in leads),
    )


def _last(pages: Sequence[Mapping[str, Any]], leads: Sequence[tuple[Mapping[str, Any], int]]) -> Mapping[str, Any]:
    """The last page they were seen on, else the one on which they left something last."""
    found = [{"url": str(data["page"]), "referrer": "", "at": at} for data, at in leads[:1] if data.get("page")]
    known = [*pages[:1], *found]
    return max(known, key=lambda each: int(each["at"])) if known else {"url": "", "referrer": "", "at": None}


def _visits(moments: Sequence[int]) -> tuple[int, dict[str, str | int]]:
    """When the last visit began, how many there were, and how many pages the last one had; newest first."""
    if not moments:
        return 0, {}
    gaps = [place for place in range(1, len(moments)) if moments[place - 1] - moments[place] > VISIT_MS]
    count, pages = len(gaps) + 1, gaps[0] if gaps else len(moments)
    return moments[pages - 1], {"visits": count, "pages": pages, "visitor": "returning" if count > 1 else "new"}
