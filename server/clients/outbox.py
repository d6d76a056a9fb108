"""What is to be told outside: rows kept together with what they tell of, which deliveries take later."""

from collections.abc import Sequence

from sqlalchemy import insert

from server.clients.tables import outbox
from server.database import Transaction, prepared

ADD = prepared(insert(outbox))


def plan(tx: Transaction, site: str, client: str | None, events: Sequence[tuple[str, str]]) -> None:
    """Keep that these events are to be told; each is its type (for example `lead.created`) and the id of the thing."""
    shared = {"site": site, "client": client, "state": "waiting", "attempts": 0, "next_at": tx.now, "at": tx.now}
    tx.run_many(ADD, [shared | {"id": tx.new_id(), "event": event, "thing": thing} for event, thing in events])
