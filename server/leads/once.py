"""The keys that make a repeated send harmless: the first answer again, to the same visitor, for the same values."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, tuple_

from server.clients.stored import json_text
from server.database import Reader, Transaction, prepared
from server.errors import Gone, KeyReused
from server.leads.submissions import Submission
from server.leads.tables import submissions

_ALIKE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))  # whatever the order sent
KEPT_MS = 30 * 24 * 60 * 60 * 1000
PRUNED_ROWS = 200

FIND = prepared(
    select(submissions.c.visitor_hash, submissions.c.fingerprint, submissions.c.lead, submissions.c.answer).where(
        submissions.c.site == bindparam("site"), submissions.c.key == bindparam("key")
    )
)
ADD = prepared(insert(submissions))
_keys = (submissions.c.site, submissions.c.key)
PRUNE = prepared(
    delete(submissions).where(
        tuple_(*_keys).in_(select(*_keys).where(submissions.c.at < bindparam("old")).limit(PRUNED_ROWS))
    )
)


class Once(NamedTuple):
    """What makes two sends the same: the site's key, who sent it, and a fingerprint of what was sent."""

    site: str
    key: str
    visitor_hash: str | None
    fingerprint: str


class Kept(NamedTuple):
    """The answer to a submission; `first` is false when it had been kept before."""

    answer: Mapping[str, Any]
    first: bool


def once_of(site: str, submission: Submission, visitor_hash: str | None) -> Once:
    """The sameness of a submission: its widget, values and consent, whatever their order."""
    same = [submission.widget, submission.values, sorted(set(submission.consent))]
    said = _ALIKE.encode(same)
    return Once(site, submission.key, visitor_hash, sha256(said.encode("utf-8", "surrogatepass")).hexdigest())


def answered(reader: Reader, once: Once) -> Kept | None:
    """The first answer to the same send, or None for a new key.

    Raises `KeyReused` for another visitor or other values, and `Gone` once the person was erased.
    """
    row = reader.one(FIND, site=once.site, key=once.key)
    if row is None:
        return None
    if row["lead"] is None:
        raise Gone
    if (row["visitor_hash"], row["fingerprint"]) != (once.visitor_hash, once.fingerprint):
        raise KeyReused
    return Kept(json.loads(row["answer"]), first=False)


def remember(tx: Transaction, once: Once, lead: str, client: str | None, answer: Mapping[str, Any]) -> Kept:
    """Keep the answer under the key. Where the same send won a race the clash makes this unit run again and find it."""
    row = {"site": once.site, "key": once.key, "visitor_hash": once.visitor_hash, "fingerprint": once.fingerprint}
    tx.run(ADD, **row, lead=lead, client=client, answer=json_text(answer), at=tx.now)
    return Kept(answer, first=True)


def prune(tx: Transaction) -> int:
    """Forget at most 200 keys that are older than 30 days; gives back how many."""
    return tx.run(PRUNE, old=tx.now - KEPT_MS)
