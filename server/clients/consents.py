"""The consent journal: who agreed to which words, when, on which page and from which address."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select

from server.clients.tables import consents
from server.clients.timeline import Entry
from server.database import Reader, Transaction, prepared
from server.database.paging import Page, clamp_limit
from server.database.paging import page as as_page
from server.sites.instants import written

ADD = prepared(insert(consents))
THEIRS = select(consents).where(consents.c.client == bindparam("client")).order_by(consents.c.id.desc())
OF = prepared(THEIRS)


class Agreement(NamedTuple):
    """What one visitor agreed to with one submission: the words of each purpose as they were read."""

    words: Mapping[str, str]
    widget: str
    version: int
    address: str
    page: str


def record(tx: Transaction, site: str, client: str, lead: str, agreement: Agreement) -> list[Entry]:
    """Write one row for each purpose; gives back what goes on the timeline."""
    shared = {
        "site": site,
        "client": client,
        "lead": lead,
        "widget": agreement.widget,
        "version": agreement.version,
        "address": agreement.address,
        "page": agreement.page,
        "at": tx.now,
    }
    rows = [
        shared | {"id": tx.new_id(), "purpose": purpose, "text": words} for purpose, words in agreement.words.items()
    ]
    tx.run_many(ADD, rows)
    return [Entry("consent", str(row["id"]), {"purpose": row["purpose"], "text": row["text"]}) for row in rows]


def of(reader: Reader, client: str) -> list[dict[str, Any]]:
    """Everything the person agreed to, newest first: the evidence."""
    return [_as_read(row) for row in reader.all(OF, client=client)]


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
    }
