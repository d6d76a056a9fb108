"""What is known about a person, each with where it came from; a claim overwrites nothing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, false, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.clients.tables import facts
from server.database import Prepared, Reader, Transaction, prepared
from server.sites.instants import written

USER = "user."  # before the names of what a verified user of the site's has told, and may read again
PAGE = "page."  # before the names of what a page has told of its visitor, which nobody has proved

CLAIM = prepared(upsert(facts).on_conflict_do_nothing(index_elements=["client", "name"]))
_new = upsert(facts)
_values = {name: _new.excluded[name] for name in ("value", "source", "verified", "at")}
VOUCH = prepared(_new.on_conflict_do_update(index_elements=["client", "name"], set_=_values))
TELL = prepared(
    _new.on_conflict_do_update(index_elements=["client", "name"], set_=_values, where=facts.c.verified == false())
)
OF = prepared(select(facts).where(facts.c.client == bindparam("client")).order_by(facts.c.name))


def claim(tx: Transaction, client: str, claims: Mapping[str, str], source: str) -> None:
    """Keep what somebody said and nobody has proved; what is known already stays as it is."""
    shared = {"client": client, "source": source, "verified": False, "at": tx.now}
    tx.run_many(CLAIM, [shared | {"name": name, "value": value} for name, value in claims.items()])


def vouch(tx: Transaction, client: str, said: Mapping[str, str], source: str) -> bool:
    """Keep what the site's own server has signed of its user; True when anything of it is new."""
    return _set(tx, VOUCH, client, USER, said, source, verified=True)


def tell(tx: Transaction, client: str, said: Mapping[str, str], source: str) -> bool:
    """Keep what a user of the site's says while verified: theirs to see again, but no proof; what was signed stays."""
    return _set(tx, TELL, client, USER, said, source, verified=False)


def set_page(tx: Transaction, client: str, said: Mapping[str, str]) -> bool:
    """Keep what a page has told of its visitor, in place of what it told before; True when anything of it is new."""
    return _set(tx, VOUCH, client, PAGE, said, "page", verified=False)


def of_user(reader: Reader, client: str) -> dict[str, str]:
    """Name, phone and e-mail that the site's server has signed of its user, or the verified user has said."""
    rows = reader.all(OF, client=client)
    return {row["name"].removeprefix(USER): row["value"] for row in rows if row["name"].startswith(USER)}


def _set(
    tx: Transaction,
    statement: Prepared,
    client: str,
    kind: str,
    said: Mapping[str, str],
    source: str,
    *,
    verified: bool,
) -> bool:
    present = {row["name"]: (row["value"], bool(row["verified"])) for row in tx.all(OF, client=client)}
    wanted = {kind + name: value for name, value in said.items() if value}
    new = {name: value for name, value in wanted.items() if present.get(name) != (value, verified)}
    for name, value in new.items():
        tx.run(statement, client=client, name=name, value=value, source=source, verified=verified, at=tx.now)
    return bool(new)


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
