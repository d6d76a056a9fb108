"""How often numbers are dialled without a manager's hand; beyond that a request is kept and waits for a manager."""

from sqlalchemy import bindparam, func, select

from server.calls.states import NEEDS_MANAGER
from server.calls.tables import DIALLED, calls
from server.database import Reader, prepared

PER_NUMBER_A_DAY = 3  # of the whole installation
PER_NETWORK_AN_HOUR = 5  # of one site
HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS

_by_number = select(func.count()).where(
    calls.c.phone == bindparam("phone"), calls.c.created_at > bindparam("day"), DIALLED
)
_by_network = select(func.count()).where(
    calls.c.site == bindparam("site"),
    calls.c.network == bindparam("network"),
    calls.c.created_at > bindparam("hour"),
    DIALLED,
)
COUNT = prepared(
    select(_by_number.scalar_subquery().label("by_number"), _by_network.scalar_subquery().label("by_network"))
)


def reason(reader: Reader, site: str, phone: str, network: str, now: int) -> str:
    """Empty while this number may be dialled automatically, `needs_manager` beyond the limits."""
    row = reader.one(COUNT, site=site, phone=phone, network=network, day=now - DAY_MS, hour=now - HOUR_MS)
    within = row and row["by_number"] < PER_NUMBER_A_DAY and row["by_network"] < PER_NETWORK_AN_HOUR
    return "" if within else NEEDS_MANAGER
