"""What a visitor may see of the call they asked for: landing is for managers, revealing for visitors."""

from typing import Any

from sqlalchemy import bindparam, select

from server.calls.states import ENDED, QUEUED
from server.calls.tables import askers, calls
from server.database import Reader, prepared
from server.sites.tables import members

LEFT = prepared(
    select(calls, members.c.name.label("taker"))
    .select_from(askers)
    .join(calls, calls.c.id == askers.c.call)
    .outerjoin(members, members.c.id == calls.c.taken_by)
    .where(askers.c.lead == bindparam("lead"), askers.c.visitor == bindparam("visitor"))
)
CALL = prepared(
    select(askers.c.call).where(askers.c.lead == bindparam("lead"), askers.c.visitor == bindparam("visitor"))
)


def progress_of(reader: Reader, lead: str, visitor: str) -> dict[str, Any] | None:
    """How far the call is, for the browser that left this lead; None for everybody else.

    A browser that joined somebody else's open request sees it wait, and no more: it may not be their number. Of a
    number that the visitor has corrected nothing is told any more: the new one is.
    `since` is when the state began, in milliseconds.
    """
    row = reader.one(LEFT, lead=lead, visitor=visitor)
    if row is None:
        return None
    if row["state"] == ENDED and row["taken_by"] is None:
        return None
    if row["visitor"] != visitor:
        return _waiting(lead, row["asked_at"], row["promise_seconds"])
    seen = _waiting(lead, row["asked_at"], row["promise_seconds"]) | {"state": row["state"], "reason": row["reason"]}
    if row["reason"]:
        del seen["promise_seconds"]  # over a limit nobody promised when
    if row["state"] != QUEUED:
        seen |= {"since": row["taken_at"] or row["asked_at"], "by": (row["taker"] or "").partition(" ")[0]}
    if row["state"] == ENDED:
        seen |= {"since": row["ended_at"], "outcome": row["outcome"]}
        if row["again_at"] is not None:
            seen["again_at"] = row["again_at"]
    return seen


def call_of(reader: Reader, lead: str, visitor: str) -> str | None:
    """The call that this browser asked for with this lead: what to listen to for news; None: not theirs, or none."""
    call: str | None = reader.value(CALL, lead=lead, visitor=visitor)
    return call


def _waiting(lead: str, since: int, promise_seconds: int) -> dict[str, Any]:
    return {"lead": lead, "state": QUEUED, "reason": "", "since": since, "promise_seconds": promise_seconds}
