"""What somebody agreed to is agreed to no more: the words stay as evidence, and nothing may be done in their name."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select, update

from server.clients.consents import one, tell
from server.clients.tables import clients, consents
from server.clients.timeline import Entry
from server.database import Row, Transaction, prepared
from server.errors import NotFound

EVENT = "consent.withdrawn"

_theirs = (
    consents.c.site == bindparam("of"),
    consents.c.client == bindparam("person"),
    consents.c.withdrawn_at.is_(None),
)
ONE = prepared(
    update(consents)
    .where(*_theirs, consents.c.id == bindparam("consent"))
    .values(withdrawn_at=bindparam("moment"))
    .returning(consents.c.id, consents.c.purpose, consents.c.text)
)
FOR = prepared(
    update(consents)
    .where(*_theirs, consents.c.purpose.in_(bindparam("purposes", expanding=True)))
    .values(withdrawn_at=bindparam("moment"))
    .returning(consents.c.id, consents.c.purpose, consents.c.text)
)
WHOSE = prepared(
    select(consents.c.id).where(
        consents.c.id == bindparam("consent"),
        consents.c.site == bindparam("of"),
        consents.c.client == bindparam("person"),
    )
)
# The person's row first, as whoever erases them does: either has ended before, or begins after.
HOLD = prepared(
    select(clients.c.id).where(clients.c.id == bindparam("person"), clients.c.site == bindparam("of")).with_for_update()
)


def withdraw(tx: Transaction, site: str, client: str, consent: str, member: str) -> dict[str, object]:
    """Withdraw one agreement for the person, who asked a colleague for it; gives back how it reads now.

    Safe to repeat: the first moment stays. Anybody else's agreement is refused as `not_found`.
    """
    tx.one(HOLD, of=site, person=client)
    if tx.value(WHOSE, consent=consent, of=site, person=client) is None:
        raise NotFound
    _tell(tx, site, client, tx.all(ONE, of=site, person=client, consent=consent, moment=tx.now), {"by": member})
    return one(tx, site, consent)


def withdraw_purposes(tx: Transaction, site: str, client: str, purposes: Iterable[str]) -> int:
    """Withdraw whatever this person agreed to for these purposes, by a press of their own; gives back how many."""
    tx.one(HOLD, of=site, person=client)
    rows = tx.all(FOR, of=site, person=client, purposes=sorted(purposes), moment=tx.now)
    _tell(tx, site, client, rows, {"by_mail": True})
    return len(rows)


def _tell(tx: Transaction, site: str, client: str, rows: list[Row], how: dict[str, object]) -> None:
    said = ((row["id"], {"purpose": row["purpose"], "text": row["text"], "withdrawn": True} | how) for row in rows)
    if rows:
        tell(tx, site, client, EVENT, [Entry("consent", consent, data) for consent, data in said])
