"""What is known about a person, each with where it came from; a claim overwrites nothing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.clients.tables import facts
from server.database import Reader, Transaction, prepared
from server.sites.instants import written

CLAIM = prepared(upsert(facts).on_conflict_do_nothing(index_elements=["client", "name"]))
OF = prepared(select(facts).where(facts.c.client == bindparam("client")).order_by(facts.c.name))


def claim(tx: Transaction, client: str, claims: Mapping[str, str], source: str) -> None:
    """Keep what somebody said and nobody has proved; what is known already stays as it is."""
    shared = {"client": client, "source": source, "verified": False, "at": tx.now}
    tx.run_many(CLAIM, [shared | {"name": name, "value": value} for name, value in claims.items()])


def of(reader: Reader, client: str) -> list[dict[str, Any]]:
    """Everything known about the person, by name."""
    return [
        {
            "name": row["name"],
            "value": row["value"],
            "source": row["source"],
            "verified": bool(row["verified"]),
            "at": written(row["at"]),
        }
        for row in reader.all(OF, client=client)
    ]
