"""Somebody wants to be called: one open request for one number, however often it is asked for."""

from typing import NamedTuple

from sqlalchemy import case, insert
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.calls import correcting, limits
from server.calls.states import QUEUED
from server.calls.tables import OPEN, askers, calls
from server.clients.timeline import Entry
from server.database import News, Transaction, prepared
from server.widget import CallWanted

_new = upsert(calls)
ASK = prepared(
    _new.on_conflict_do_update(
        index_elements=["site", "phone"],
        index_where=OPEN,
        set_={
            "asked": calls.c.asked + 1,
            "asked_at": _new.excluded.asked_at,
            "name": case((calls.c.name == "", _new.excluded.name), else_=calls.c.name),
            "question": case((calls.c.question == "", _new.excluded.question), else_=calls.c.question),
        },
    ).returning(calls.c.id, calls.c.asked, calls.c.reason)
)
ADD_ASKER = prepared(insert(askers))


class Asker(NamedTuple):
    """Who asks: the lead and the person it landed on, the browser if it is known, and the network it came from."""

    lead: str
    client: str
    widget: str
    name: str
    visitor: str | None
    network: str


class Asked(NamedTuple):
    """The request as it stands now; `asked` above 1: somebody had asked before and it is still open."""

    call: str
    asked: int
    reason: str
    entry: Entry


def request(tx: Transaction, site: str, asker: Asker, wanted: CallWanted) -> Asked:
    """Find the open request for this number or make one; the team hears of it after the commit.

    Over a calling limit it is kept all the same, with the reason `needs_manager`. The request that it corrects is
    withdrawn.
    """
    why = limits.reason(tx, site, wanted.phone, asker.network, tx.now)
    row = tx.one(
        ASK,
        id=tx.new_id(),
        site=site,
        client=asker.client,
        visitor=asker.visitor,
        widget=asker.widget,
        phone=wanted.phone,
        name=asker.name,
        question=wanted.question,
        state=QUEUED,
        reason=why,
        asked=1,
        network=asker.network,
        promise_seconds=wanted.promise_seconds,
        created_at=tx.now,
        asked_at=tx.now,
        outcome="",
        note="",
    )
    assert row is not None  # noqa: S101  either inserted or updated
    call, asked = str(row["id"]), int(row["asked"])
    tx.run(ADD_ASKER, lead=asker.lead, call=call, client=asker.client, visitor=asker.visitor)
    if wanted.corrects and asker.visitor:
        correcting.withdraw(tx, site, wanted.corrects, asker.visitor, asker.lead, call)
    tx.after_commit(News(site, "call", call))
    told = {"state": QUEUED, "phone": wanted.phone, "question": wanted.question, "asked": asked}
    entry = Entry("call", call, told | {"reason": row["reason"]})
    return Asked(call, asked, row["reason"], entry)
