"""Taking a target away in two steps, so that it can be had back: it is set aside first, and deleted afterwards."""

from sqlalchemy import bindparam, update

from server.audit import journal
from server.database import News, Transaction, prepared
from server.deliveries.channels import Target
from server.deliveries.tables import targets
from server.deliveries.targets import (
    ACTIVE,
    BY_HAND,
    DISABLED,
    check_once,
    find,
)
from server.deliveries.targets import ASIDE as ASIDE
from server.deliveries.targets import SET_ASIDE as SET_ASIDE
from server.deliveries.targets import SET_ASIDE_OFF as SET_ASIDE_OFF
from server.deliveries.targets import SET_ASIDE_STOPPED as SET_ASIDE_STOPPED
from server.errors import NotFound

STOPPED = "stopped"
BEFORE = {SET_ASIDE: (ACTIVE, ""), SET_ASIDE_OFF: (DISABLED, BY_HAND), SET_ASIDE_STOPPED: (DISABLED, STOPPED)}

CHANGE = prepared(update(targets).where(targets.c.id == bindparam("target_id"), targets.c.state == bindparam("was")))


def set_aside(tx: Transaction, target: str, member: str) -> Target:
    """Send nothing there any more; what waits goes on waiting until the target is deleted or put back."""
    found = _known(tx, target)
    if found.reason not in ASIDE:
        off = SET_ASIDE_OFF if found.reason == BY_HAND else SET_ASIDE_STOPPED
        reason = SET_ASIDE if found.state == ACTIVE else off
        _change(tx, found, DISABLED, reason, "target.set_aside", member)
    return _known(tx, target)


def put_back(tx: Transaction, target: str, member: str) -> Target:
    """Make it what it was before it was set aside; one that was not is left as it is, and one that was made anew
    meanwhile is `already_exists`.

    One that its receiver had stopped is `stopped` again; why, its latest attempt tells.
    """
    found = _known(tx, target)
    if found.reason in ASIDE:
        check_once(tx, found.site, found.channel, found.address)
        _change(tx, found, *BEFORE[found.reason], "target.put_back", member)
    return _known(tx, target)


def _change(tx: Transaction, target: Target, state: str, reason: str, act: str, member: str) -> None:
    tx.run(CHANGE, target_id=target.id, was=target.state, state=state, reason=reason)
    journal.record(tx, target.site, member, act, target.id, channel=target.channel)
    tx.after_commit(News(target.site, "delivery", target.id))


def _known(tx: Transaction, target: str) -> Target:
    found = find(tx, target)
    if found is None:
        raise NotFound
    return found
