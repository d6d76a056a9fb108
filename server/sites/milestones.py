"""What happens once and never again: at a site, or in the whole installation."""

from sqlalchemy import bindparam, insert, select

from server.database import Reader, Transaction, prepared
from server.sites.tables import milestones

INSTALLATION = "installation"
FIRST_OWNER = "first_owner"
FIRST_LEAD = "first_lead_told"

REACHED = prepared(
    select(milestones.c.at).where(milestones.c.place == bindparam("place"), milestones.c.name == bindparam("name"))
)
REACH = prepared(insert(milestones))


def reached(reader: Reader, place: str, name: str) -> int | None:
    """When it happened (ms), or None."""
    found = reader.value(REACHED, place=place, name=name)
    return None if found is None else int(found)


def reach(tx: Transaction, place: str, name: str) -> bool:
    """Write down that it happens now; says whether this is the first time.

    Of two processes that do this at one moment the later one fails as a whole, with `Clash`.
    """
    if reached(tx, place, name) is not None:
        return False
    tx.run(REACH, place=place, name=name, at=tx.now)
    return True
