"""Addresses that never want to be asked again by a site; only a hash of each is kept."""

import json
from hashlib import sha256

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.clients.withdrawing import withdraw_purposes
from server.database import News, Reader, Transaction, prepared
from server.optin.states import CONFIRMED, OPEN, STOPPED
from server.optin.tables import optin_stops, optins

IS_STOPPED = prepared(select(optin_stops.c.hash).where(optin_stops.c.hash == bindparam("said")))
ADD = prepared(upsert(optin_stops).on_conflict_do_nothing(index_elements=["hash"]))
WHOSE = prepared(
    select(optins.c.site, optins.c.email, optins.c.client).where(optins.c.id == bindparam("optin")).with_for_update()
)
END = prepared(
    update(optins)
    .where(optins.c.site == bindparam("of"), optins.c.email == bindparam("to"), optins.c.state.in_((*OPEN, CONFIRMED)))
    .values(state=STOPPED, leased_until=None)
    .returning(optins.c.client, optins.c.words, optins.c.confirmed_at)
)
REMOVE = prepared(delete(optin_stops).where(optin_stops.c.hash == bindparam("said")))


def hashed(site: str, email: str) -> str:
    """What the list holds of an address."""
    return sha256(f"{site}\n{email}".encode()).hexdigest()


def is_stopped(reader: Reader, site: str, email: str) -> bool:
    """Whether this address wants no such letter of this site any more."""
    return reader.value(IS_STOPPED, said=hashed(site, email)) is not None


def put_on_list(tx: Transaction, site: str, email: str) -> None:
    """Write to this address no more from this site; safe to repeat."""
    tx.run(ADD, hash=hashed(site, email), site=site, at=tx.now)


def stop(tx: Transaction, optin: str) -> bool:
    """Never ask the address of this opt-in again, end what waits for it, and withdraw what it has agreed to.

    Safe to repeat; False when the opt-in is gone.
    """
    whose = tx.one(WHOSE, optin=optin)
    if whose is None:
        return False
    put_on_list(tx, whose["site"], whose["email"])
    purposes: dict[str, set[str]] = {whose["client"]: set()}
    for ended in tx.all(END, of=whose["site"], to=whose["email"]):
        agreed = json.loads(ended["words"]) if ended["confirmed_at"] is not None else ()
        purposes.setdefault(ended["client"], set()).update(agreed)
    for client, those in sorted(purposes.items()):
        if those:
            withdraw_purposes(tx, whose["site"], client, those)
        tx.after_commit(News(whose["site"], "client", client))
    return True


def let_again(tx: Transaction, site: str, email: str) -> None:
    """Take an address off the list: whoever it belongs to has changed their mind."""
    tx.run(REMOVE, said=hashed(site, email))
