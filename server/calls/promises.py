"""Until when a visitor was promised to be called, for whoever tells the team of what the visitor left."""

from sqlalchemy import bindparam, select

from server.calls.tables import askers, calls
from server.database import Reader, prepared

OF_LEAD = prepared(
    select(calls.c.asked_at, calls.c.promise_seconds)
    .join(askers, askers.c.call == calls.c.id)
    .where(askers.c.lead == bindparam("lead"), calls.c.taken_at.is_(None), calls.c.reason == "")
)


def promised_until(reader: Reader, lead: str) -> int | None:
    """The moment (ms) by which we promised to call whoever left this lead; None: no promise, or somebody calls."""
    row = reader.one(OF_LEAD, lead=lead)
    if row is None or not row["promise_seconds"]:
        return None
    return int(row["asked_at"]) + int(row["promise_seconds"]) * 1000
