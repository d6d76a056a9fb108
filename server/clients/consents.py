"""The consent journal: who agreed to which words, when, on which page and from which address."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from server.clients import outbox, timeline
from server.clients.tables import clients, consents
from server.clients.timeline import Entry
from server.database import News, Reader, Transaction, prepared
from server.database.paging import Page, clamp_limit
from server.database.paging import page as as_page
from server.errors import NotFound
from server.sites.instants import written

ADD = prepared(insert(consents))
THEIRS = select(consents).where(consents.c.client == bindparam("client")).order_by(consents.c.id.desc())
OF = prepared(THEIRS)
# What somebody agreed to is a word that they are found by.
TOUCH = prepared(
    update(clients)
    .where(clients.c.id == bindparam("person"), clients.c.site == bindparam("of"))
    .values(last_number=clients.c.last_number + bindparam("count"), stale=True)
    .returning(clients.c.last_number)
)
ONE = prepared(select(consents).where(consents.c.id == bindparam("consent"), consents.c.site == bindparam("of")))


class Agreement(NamedTuple):
    """What one visitor agreed to with one submission: the words of each purpose as they were read."""

    words: Mapping[str, str]
    widget: str
    version: int
    address: str
    page: str


class Confirmed(NamedTuple):
    """How an agreement was confirmed by mail: when it was ticked (ms), and from which address the letter's link was
    pressed."""

    asked_at: int
    address: str


def record(
    tx: Transaction, site: str, client: str, lead: str | None, agreement: Agreement, confirmed: Confirmed | None = None
) -> list[Entry]:
    """Write one row for each purpose; gives back what goes on the timeline."""
    shared = {
        "site": site,
        "client": client,
        "lead": lead,
        "widget": agreement.widget,
        "version": agreement.version,
        "address": agreement.address,
        "page": agreement.page,
        "at": confirmed.asked_at if confirmed else tx.now,
        "confirmed_at": tx.now if confirmed else None,
        "confirmed_address": confirmed.address if confirmed else "",
        "withdrawn_at": None,
    }
    by_mail = {"confirmed": True} if confirmed else {}
    rows = [
        shared | {"id": tx.new_id(), "purpose": purpose, "text": words} for purpose, words in agreement.words.items()
    ]
    tx.run_many(ADD, rows)
    said = ((row, {"purpose": row["purpose"], "text": row["text"]} | by_mail) for row in rows)
    return [Entry("consent", str(row["id"]), data) for row, data in said]


def tell(tx: Transaction, site: str, client: str, event: str, entries: Sequence[Entry]) -> None:
    """Put what the journal says now on the timeline, tell it outside and to open pages, and let the person be found
    by it; whoever has been erased meanwhile is `not_found`, and nothing is kept."""
    last = tx.value(TOUCH, person=client, of=site, count=len(entries))
    if last is None:
        raise NotFound
    timeline.write(tx, site, client, last, entries)
    outbox.plan(tx, site, client, [(event, each.thing) for each in entries])
    tx.after_commit(News(site, "client", client))


def of(reader: Reader, client: str) -> list[dict[str, Any]]:
    """Everything the person agreed to, newest first: the evidence."""
    return [_as_read(row) for row in reader.all(OF, client=client)]


def one(reader: Reader, site: str, consent: str) -> dict[str, Any]:
    """One agreement of this site with whose it is; anybody else's is `not_found`."""
    row = reader.one(ONE, consent=consent, of=site)
    if row is None:
        raise NotFound
    return _as_read(row) | {"site": row["site"], "client": row["client"]}


def page(reader: Reader, client: str, cursor: str | None = None, limit: int | None = None) -> Page[dict[str, Any]]:
    """The same, a page at a time."""
    most = clamp_limit(limit)
    query = THEIRS.where(consents.c.id < cursor) if cursor else THEIRS
    rows = reader.all(query.limit(most + 1), client=client)
    return as_page([_as_read(row) for row in rows], most, lambda item: str(item["id"]))


def _as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "purpose": row["purpose"],
        "text": row["text"],
        "widget": row["widget"],
        "version": row["version"],
        "lead": row["lead"],
        "address": row["address"],
        "page": row["page"],
        "at": written(row["at"]),
        "confirmed_at": None if row["confirmed_at"] is None else written(row["confirmed_at"]),
        "confirmed_address": row["confirmed_address"],
        "withdrawn_at": None if row["withdrawn_at"] is None else written(row["withdrawn_at"]),
    }
