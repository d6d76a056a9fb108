"""A shelf for the tests of the storage: things with a name, of which there is one each, and units that keep them."""

from sqlalchemy import insert, select

from server.clients.tables import facts
from server.database import News, Reader, Transaction, prepared

ADD = prepared(insert(facts))
NAMES = prepared(select(facts.c.name).order_by(facts.c.name))


class Refused(Exception):
    """What the units of the tests refuse with."""


def keep(tx: Transaction, name: str, site: str = "shop") -> str:
    """Put a thing on the shelf and tell of it."""
    put(tx, name)
    tx.after_commit(News(site, "lead", name))
    return name


def put(tx: Transaction, name: str) -> int:
    """Put a thing on the shelf in silence."""
    return tx.run(ADD, client="shelf", name=name, value="", source="", verified=False, at=tx.now)


def refuse(tx: Transaction) -> None:
    """Look, and refuse before anything is written."""
    tx.all(NAMES)
    tx.after_commit(News("shop", "lead", "never told"))
    raise Refused


def fail_late(tx: Transaction, name: str) -> None:
    """Write, and only then refuse."""
    keep(tx, name)
    raise Refused


def on_shelf(reader: Reader) -> list[str]:
    """The names of everything that is kept."""
    return [row["name"] for row in reader.all(NAMES)]
