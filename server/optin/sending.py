"""Which letters are to be sent now, and how each went."""

from sqlalchemy import bindparam, func, or_, select, update

from server.database import Reader, Row, Transaction, prepared
from server.optin.states import FAILED, SENT, VALID_MS, WAITING
from server.optin.tables import optins
from server.sites.tables import sites

LEASE_MS = 60_000  # longer than a letter takes
MOST = 8  # in one hand

_due = (
    optins.c.state == WAITING,
    optins.c.next_at <= bindparam("moment"),
    optins.c.ends_at > bindparam("moment"),
    or_(optins.c.leased_until.is_(None), optins.c.leased_until < bindparam("moment")),
)
_oldest = (
    select(optins.c.id)
    .where(*_due)
    .order_by(optins.c.next_at, optins.c.id)
    .limit(MOST)
    .with_for_update(skip_locked=True)
)
IS_DUE = prepared(select(optins.c.id).where(*_due).limit(1))
CLAIM = prepared(
    update(optins)
    .where(optins.c.id.in_(_oldest))
    .values(leased_until=bindparam("until"), attempts=optins.c.attempts + 1)
    .returning(optins.c.id, optins.c.site, optins.c.email, optins.c.language, optins.c.words, optins.c.attempts)
)
NAMES = prepared(select(sites.c.id, sites.c.name).where(sites.c.id.in_(bindparam("ids", expanding=True))))
GIVE_BACK = prepared(update(optins).where(optins.c.leased_until.is_not(None)).values(leased_until=None))
# Whoever confirmed or stopped it while it was in hand has the last word.
_mine = (optins.c.id == bindparam("optin"), optins.c.state == WAITING)
ACCEPTED = prepared(
    update(optins).where(*_mine).values(state=SENT, leased_until=None, reason="", ends_at=bindparam("end"))
)
AGAIN = prepared(
    update(optins).where(*_mine).values(leased_until=None, reason=bindparam("said"), next_at=bindparam("due"))
)
GIVEN_UP = prepared(update(optins).where(*_mine).values(state=FAILED, leased_until=None, reason=bindparam("said")))
HOW_MANY = prepared(
    select(func.count()).select_from(optins).where(optins.c.site == bindparam("of"), optins.c.state == WAITING)
)


def is_due(reader: Reader, now: int) -> bool:
    """Whether a letter is to be sent now."""
    return reader.value(IS_DUE, moment=now) is not None


def claim(tx: Transaction) -> list[Row]:
    """Take at most 8 due letters in hand for a minute, each with its site's name as `site_name`."""
    rows = tx.all(CLAIM, moment=tx.now, until=tx.now + LEASE_MS)
    names = {row["id"]: row["name"] for row in tx.all(NAMES, ids=[row["site"] for row in rows])} if rows else {}
    return [{**row, "site_name": names.get(row["site"], "")} for row in rows]


def give_back(tx: Transaction) -> int:
    """Let wait again whatever is in hand: at the start of the only process there is."""
    return tx.run(GIVE_BACK)


def accepted(tx: Transaction, optin: str) -> None:
    """The mail server has taken the letter: its link is good for 7 days from now."""
    tx.run(ACCEPTED, optin=optin, end=tx.now + VALID_MS)


def failed(tx: Transaction, optin: str, reason: str, wait_ms: int | None) -> None:
    """It was not taken: try again after so long, or give it up."""
    if wait_ms is None:
        tx.run(GIVEN_UP, optin=optin, said=reason)
    else:
        tx.run(AGAIN, optin=optin, said=reason, due=tx.now + wait_ms)


def waiting(reader: Reader, site: str) -> int:
    """How many letters of a site wait to be sent."""
    return int(reader.value(HOW_MANY, of=site))
