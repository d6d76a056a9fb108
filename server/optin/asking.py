"""Somebody ticked what has to be confirmed: a letter to their address is planned, within limits that protect it.

The limits are those for letters that strangers cause: so that nobody can be flooded through our forms.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, insert, select

from server.clients.consents import Agreement
from server.clients.stored import json_text
from server.database import Reader, Transaction, prepared
from server.networks import network_of
from server.optin.states import DAY_MS, VALID_MS, WAITING
from server.optin.stopping import is_stopped
from server.optin.tables import optins
from server.sites.tables import sites

PER_ADDRESS_A_DAY = 1  # of one site
PER_ADDRESS_EVERYWHERE = 3  # of the whole installation, a day
PER_SITE_A_DAY = 100
PER_NETWORK_A_DAY = 30  # of one site: one mischievous browser does not use up what all visitors have

# Who asks at the same site at the same time on PostgreSQL counts after us.
HOLD = prepared(select(sites.c.id).where(sites.c.id == bindparam("of")).with_for_update(key_share=True))
_here = optins.c.site == bindparam("of")
BY_ADDRESS = prepared(
    select(
        func.count().label("everywhere"),
        func.count(case((_here, 1))).label("here"),
    ).where(optins.c.email == bindparam("to"), optins.c.at > bindparam("since"))
)
BY_SITE = prepared(select(func.count()).select_from(optins).where(_here, optins.c.at > bindparam("since")))
BY_NETWORK = prepared(
    select(func.count())
    .select_from(optins)
    .where(_here, optins.c.network == bindparam("from_network"), optins.c.at > bindparam("since"))
)
ADD = prepared(insert(optins))


class Asked(NamedTuple):
    """Who ticked something: the site, the person and the lead, the address a letter goes to, the language it is in."""

    site: str
    client: str
    lead: str
    email: str
    language: str


def ask(tx: Transaction, asked: Asked, agreement: Agreement) -> None:
    """Keep what waits to be confirmed, and plan its letter.

    Over the limits, and where the address is on the site's stop list, nothing is kept, and nobody is told: a stranger
    would learn of somebody else's address that it is on the list, or was written to.
    """
    tx.one(HOLD, of=asked.site)
    network = network_of(
        agreement.address
    )  # as this site keeps addresses: where they are cut, of all that look the same
    counted = _counted(tx, asked, network, tx.now - DAY_MS)
    is_over = (
        counted["here"] >= PER_ADDRESS_A_DAY
        or counted["everywhere"] >= PER_ADDRESS_EVERYWHERE
        or counted["site"] >= PER_SITE_A_DAY
        or counted["network"] >= PER_NETWORK_A_DAY
    )
    if is_over or is_stopped(tx, asked.site, asked.email):
        return
    tx.run(
        ADD,
        id=tx.new_id(),
        **asked._asdict(),
        network=network,
        widget=agreement.widget,
        version=agreement.version,
        words=json_text(agreement.words),
        page=agreement.page,
        address=agreement.address,
        state=WAITING,
        attempts=0,
        next_at=tx.now,
        reason="",
        at=tx.now,
        ends_at=tx.now + VALID_MS,
    )


def _counted(reader: Reader, asked: Asked, network: str, since: int) -> Mapping[str, int]:
    found = reader.one(BY_ADDRESS, of=asked.site, to=asked.email, since=since) or {}
    by_network = reader.value(BY_NETWORK, of=asked.site, from_network=network, since=since)
    return {**found, "site": reader.value(BY_SITE, of=asked.site, since=since), "network": by_network}
