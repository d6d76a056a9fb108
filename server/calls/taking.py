"""A manager takes a request, which one of them wins, and ends it with an outcome."""

from typing import Any

from sqlalchemy import bindparam, func, update

from server.calls.listing import one
from server.calls.states import ENDED, LATER, MANAGER_ANSWERED, OUTCOMES, QUEUED
from server.calls.tables import OPEN, calls
from server.clients import outbox, timeline
from server.database import News, Transaction, prepared
from server.errors import AlreadyEnded, AlreadyTaken, Conflict, Invalid
from server.sites.instants import LATEST, written
from server.widget import some_lines

NOTE_LENGTH = 2000
ACCEPT = prepared(
    update(calls)
    .where(calls.c.id == bindparam("call"), calls.c.site == bindparam("of"), calls.c.state == QUEUED)
    .values(state=MANAGER_ANSWERED, taken_by=bindparam("member"), taken_at=bindparam("moment"))
)
END = prepared(
    update(calls)
    .where(
        calls.c.id == bindparam("call"),
        calls.c.site == bindparam("of"),
        OPEN,
        func.coalesce(calls.c.taken_by, "") == bindparam("owner"),
    )
    .values(
        state=ENDED,
        outcome=bindparam("how"),
        note=bindparam("words"),
        again_at=bindparam("again"),
        ended_at=bindparam("moment"),
        taken_by=func.coalesce(calls.c.taken_by, bindparam("member")),
        taken_at=func.coalesce(calls.c.taken_at, bindparam("moment")),
    )
)


def accept(tx: Transaction, site: str, call: str, member: str) -> dict[str, Any]:
    """Take a waiting request; of several at once one wins. Taking one's own again changes nothing.

    Raises `AlreadyTaken` with `taken_by`, or `AlreadyEnded`.
    """
    if not tx.run(ACCEPT, call=call, of=site, member=member, moment=tx.now):
        found = one(tx, site, call)
        if found["state"] == ENDED:
            raise AlreadyEnded(taken_by=found["taken_by"])
        if found["taken_by"]["id"] != member:
            raise AlreadyTaken(taken_by=found["taken_by"])
        return found
    taken = one(tx, site, call)
    _tell(tx, site, taken, "call", {"state": taken["state"], "by": member}, "callback.taken")
    return taken


def end(
    tx: Transaction,
    site: str,
    call: str,
    member: str,
    outcome: str,
    note: str = "",
    again_at: int | None = None,
    *,
    may_end_others: bool = False,
) -> dict[str, Any]:
    """End a request with its outcome; the same outcome once more changes nothing.

    Only whoever took it may, unless `may_end_others`. `again_at` goes with `later` and is a moment to come; without it
    nobody has said when.
    """
    words = str(some_lines(note)).strip()
    _check(outcome, words, again_at)
    found = one(tx, site, call)
    if found["state"] == ENDED:
        said = (outcome, words, None if again_at is None else written(again_at))
        if (found["outcome"], found["note"], found["again_at"]) == said and _may(found, member, may_end_others):
            return found
        raise AlreadyEnded(taken_by=found["taken_by"])
    if not _may(found, member, may_end_others):
        if found["taken_by"] is None:
            raise Conflict("Take this request first.")
        raise AlreadyTaken(taken_by=found["taken_by"])
    if again_at is not None and again_at <= tx.now:
        raise Invalid(errors={"at": "must be a moment to come"})
    owner = found["taken_by"]["id"] if found["taken_by"] else ""
    how = {"how": outcome, "words": words, "again": again_at}
    if not tx.run(END, call=call, of=site, owner=owner, member=member, moment=tx.now, **how):
        raise Conflict  # a colleague was quicker between our reading and our writing
    ended = one(tx, site, call)
    told = {name: ended[name] for name in ("outcome", "note", "again_at")} | {"by": member}
    _tell(tx, site, ended, "outcome", told, "callback.ended")
    return ended


def _may(found: dict[str, Any], member: str, may_end_others: bool) -> bool:
    return may_end_others or (found["taken_by"] is not None and found["taken_by"]["id"] == member)


def _check(outcome: str, note: str, again_at: int | None) -> None:
    errors = {}
    if outcome not in OUTCOMES:
        errors["outcome"] = f"one of: {', '.join(OUTCOMES)}"
    if len(note) > NOTE_LENGTH:
        errors["note"] = f"at most {NOTE_LENGTH} characters"
    if outcome != LATER and again_at is not None:
        errors["at"] = "goes with the outcome later only"
    if again_at is not None and again_at > LATEST:
        errors["at"] = "must be before the year 9999"
    if errors:
        raise Invalid(errors=errors)


def _tell(tx: Transaction, site: str, call: dict[str, Any], kind: str, data: dict[str, Any], event: str) -> None:
    timeline.add(tx, site, call["client"], kind, call["id"], data)
    outbox.plan(tx, site, call["client"], [(event, call["id"])])
    tx.after_commit(News(site, "call", call["id"]))
