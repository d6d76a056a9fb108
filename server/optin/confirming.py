"""The press behind the letter's link: what was ticked becomes a consent, once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from server.clients import consents as journal
from server.clients.consents import Agreement, Confirmed
from server.clients.tables import consents
from server.database import Reader, Row, Transaction, now_ms, prepared
from server.optin.states import CONFIRMED, EXPIRED, OPEN, STOPPED, WITHDRAWN
from server.optin.stopping import is_stopped, let_again
from server.optin.tables import optins
from server.sites.sites import Site
from server.sites.sites import find as find_site

EVENT = "consent.confirmed"

ONE = prepared(select(optins).where(optins.c.id == bindparam("optin")))
HOLD = prepared(select(optins).where(optins.c.id == bindparam("optin")).with_for_update())
CONFIRM = prepared(
    update(optins)
    .where(optins.c.id == bindparam("optin"))
    .values(state=CONFIRMED, confirmed_at=bindparam("moment"), leased_until=None)
)
STAND = prepared(
    select(consents.c.purpose).where(
        consents.c.client == bindparam("person"),
        consents.c.lead == bindparam("of_lead"),
        consents.c.confirmed_at.is_not(None),
        consents.c.withdrawn_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link leads to: the site, the words that were ticked and, once confirmed, still stand, and how it stands.

    `state` is that of the opt-in, or `withdrawn` where it was confirmed and is agreed to no more; `may_return`: whoever
    stopped or withdrew it may agree again; `stopped`: no letter goes to the address.
    """

    site: Site
    words: Mapping[str, str]
    language: str
    page: str
    state: str
    stopped: bool
    may_return: bool

    @property
    def is_open(self) -> bool:
        """Whether it can be confirmed."""
        return self.state in OPEN


def find(reader: Reader, optin: str) -> Asked | None:
    """What this link leads to at this moment; None when it was erased, or forgotten long after its end."""
    row = reader.one(ONE, optin=optin)
    site = find_site(reader, row["site"]) if row else None
    if row is None or site is None:
        return None
    state = _state(reader, row, now_ms())
    words = json.loads(row["words"])
    if state == CONFIRMED and row["confirmed_at"] is not None:
        standing = _standing(reader, row)
        words = {purpose: text for purpose, text in words.items() if purpose in standing}
    return Asked(
        site=site,
        words=words,
        language=row["language"],
        page=row["page"],
        state=state,
        stopped=is_stopped(reader, row["site"], row["email"]),
        may_return=_may_return(row, state, now_ms()),
    )


def confirm(tx: Transaction, optin: str, address: str) -> bool:
    """Record what was ticked as consent, with where it was confirmed from; False when there was nothing to confirm.

    A second press finds it confirmed and changes nothing.
    """
    row = tx.one(HOLD, optin=optin)
    if row is None or _state(tx, row, tx.now) not in OPEN:
        return False
    _record(tx, row, address)
    return True


def confirm_again(tx: Transaction, optin: str, address: str) -> bool:
    """Whoever stopped or withdrew it agrees again: a consent of its own, and letters may come; False otherwise.

    Safe to repeat, as `confirm` is.
    """
    row = tx.one(HOLD, optin=optin)
    if row is None or not _may_return(row, _state(tx, row, tx.now), tx.now):
        return False
    let_again(tx, row["site"], row["email"])
    _record(tx, row, address)
    return True


def _state(reader: Reader, row: Row, now: int) -> str:
    if row["state"] in OPEN:
        return EXPIRED if row["ends_at"] <= now else str(row["state"])
    if row["confirmed_at"] is None:
        return str(row["state"])
    return CONFIRMED if row["state"] == CONFIRMED and _standing(reader, row) else WITHDRAWN


def _standing(reader: Reader, row: Row) -> set[str]:
    """The purposes of this letter that are agreed to now: a colleague may have withdrawn some of them."""
    return {each["purpose"] for each in reader.all(STAND, person=row["client"], of_lead=row["lead"])}


def _may_return(row: Row, state: str, now: int) -> bool:
    return state == WITHDRAWN or (state == STOPPED and row["ends_at"] > now)


def _record(tx: Transaction, row: Row, address: str) -> None:
    tx.run(CONFIRM, optin=row["id"], moment=tx.now)
    confirmed = Confirmed(asked_at=row["at"], address=address)
    entries = journal.record(tx, row["site"], row["client"], row["lead"], _agreement(row), confirmed)
    journal.tell(tx, row["site"], row["client"], EVENT, entries)


def _agreement(row: Row) -> Agreement:
    return Agreement(json.loads(row["words"]), row["widget"], row["version"], row["address"], row["page"])
