"""Turns what the outbox holds into deliveries: one for each target that wants the event, exactly once."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from server.calls.tables import calls
from server.clients.tables import consents, outbox
from server.codes.tables import codes
from server.conversations.tables import conversations, messages
from server.database import Reader, Row, Transaction, prepared
from server.deliveries.channels import Target
from server.deliveries.events import CALL, CODE, CONSENT, CONVERSATION, LEAD, MESSAGE, told_to, wants
from server.deliveries.removing import SET_ASIDE_OFF
from server.deliveries.tables import deliveries, targets
from server.deliveries.targets import ACTIVE, BY_HAND, target_of
from server.leads.tables import leads
from server.sites.tables import widgets

MOST_ROWS = 190  # written in one unit of work
MOST_EVENTS = 100
DONE, WAITING = "done", "waiting"

# What a receiver's refusal switched off, or what may still be put back, is told as well: its deliveries wait in sight.
# Only what somebody switched off by hand is told nothing of what happens meanwhile.
LISTENS = or_(targets.c.state == ACTIVE, targets.c.reason.not_in((BY_HAND, SET_ASIDE_OFF)))
IS_WAITING = prepared(select(outbox.c.id).where(outbox.c.state == WAITING).limit(1))
ANY_TARGET = prepared(select(targets.c.id).where(LISTENS).limit(1))
# Other processes fan out as well: what one of them has in hand is passed over.
_oldest = (
    select(outbox.c.id)
    .where(outbox.c.state == WAITING)
    .order_by(outbox.c.next_at, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
OLDEST = prepared(_oldest.add_columns(*(column for column in outbox.c if column.name != "id")))
# A target that is taken away at this moment waits until its deliveries are there, and takes them along.
TARGETS = prepared(
    select(targets)
    .where(targets.c.site.in_(bindparam("sites", expanding=True)), LISTENS)
    .order_by(targets.c.id)
    .with_for_update(read=True, key_share=True)
)
LEADS = prepared(select(leads.c.id, leads.c.kind).where(leads.c.id.in_(bindparam("ids", expanding=True))))
CALLS = prepared(
    select(calls.c.id, widgets.c.kind)
    .join_from(calls, widgets, widgets.c.id == calls.c.widget)
    .where(calls.c.id.in_(bindparam("ids", expanding=True)))
)
CODES = prepared(
    select(codes.c.id, widgets.c.kind)
    .join_from(codes, widgets, widgets.c.id == codes.c.widget)
    .where(codes.c.id.in_(bindparam("ids", expanding=True)))
)
CONSENTS = prepared(
    select(consents.c.id, widgets.c.kind)
    .join_from(consents, widgets, widgets.c.id == consents.c.widget)
    .where(consents.c.id.in_(bindparam("ids", expanding=True)))
)
CONVERSATIONS = prepared(
    select(conversations.c.id, widgets.c.kind)
    .join_from(conversations, widgets, widgets.c.id == conversations.c.widget)
    .where(conversations.c.id.in_(bindparam("ids", expanding=True)))
)
MESSAGES = prepared(
    select(messages.c.id, widgets.c.kind)
    .join_from(messages, conversations, conversations.c.id == messages.c.conversation)
    .join(widgets, widgets.c.id == conversations.c.widget)
    .where(messages.c.id.in_(bindparam("ids", expanding=True)))
)
# Where the kind of what an event tells of is found, by how the event begins.
KINDS = {
    LEAD: LEADS,
    CALL: CALLS,
    CODE: CODES,
    CONSENT: CONSENTS,
    CONVERSATION: CONVERSATIONS,
    MESSAGE: MESSAGES,
}
ADD = prepared(insert(deliveries))
MARK = prepared(update(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True))).values(state=DONE))
MARK_OLDEST = prepared(update(outbox).where(outbox.c.id.in_(_oldest)).values(state=DONE))


def is_waiting(reader: Reader) -> bool:
    """Whether the outbox holds something that was not fanned out yet."""
    return reader.value(IS_WAITING) is not None


def fan_out(tx: Transaction) -> tuple[int, int]:
    """Fan out some of the oldest events; gives back how many, and how many deliveries they became.

    Fewer events than asked for may be left over for the next unit, so that one unit stays small.
    """
    if tx.value(ANY_TARGET) is None:
        return tx.run(MARK_OLDEST, most=MOST_ROWS), 0
    events = tx.all(OLDEST, most=MOST_EVENTS)
    if not events:
        return 0, 0
    listening = _listening(tx, {event["site"] for event in events})
    kinds = _kinds(tx, events, listening)
    told: list[dict[str, Any]] = []
    marked: list[str] = []
    for event in events:
        new = [_delivery(tx, event, target) for target in _who(event, listening, kinds)]
        if marked and len(told) + len(new) + len(marked) + 1 > MOST_ROWS:
            break
        told += new
        marked.append(event["id"])
    tx.run(MARK, ids=marked)
    tx.run_many(ADD, told)
    return len(marked), len(told)


def _listening(tx: Transaction, sites: Iterable[str]) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}
    for row in tx.all(TARGETS, sites=sorted(sites)):
        found.setdefault(row["site"], []).append(target_of(row))
    return found


def _kinds(tx: Transaction, events: list[Row], listening: dict[str, list[Target]]) -> dict[str, str]:
    """The kinds of widgets that leads and calls came from, by their ids; asked for only where a target cares."""
    picky = {site for site, those in listening.items() if any(target.kinds for target in those)}
    found: dict[str, str] = {}
    for begins, query in KINDS.items():
        ids = [each["thing"] for each in events if each["site"] in picky and each["event"].startswith(begins)]
        found |= {row["id"]: row["kind"] for row in tx.all(query, ids=ids)} if ids else {}
    return found


def _who(event: Row, listening: dict[str, list[Target]], kinds: dict[str, str]) -> list[Target]:
    kind = kinds.get(event["thing"], "")
    hears = [each for each in listening.get(event["site"], ()) if event["event"] in told_to(each.channel)]
    return [each for each in hears if wants(each.events, each.kinds, event["event"], kind)]


def _delivery(tx: Transaction, event: Row, target: Target) -> dict[str, Any]:
    return new_delivery(tx, target, event["id"], event["event"], event["thing"], event["client"], event["at"])


def new_delivery(
    tx: Transaction, target: Target, event: str, type_: str, thing: str, client: str | None, at: int
) -> dict[str, Any]:
    """A row of `deliveries` that is due now."""
    return {
        "id": tx.new_id(),
        "site": target.site,
        "target": target.id,
        "event": event,
        "type": type_,
        "thing": thing,
        "client": client,
        "state": WAITING,
        "attempts": 0,
        "spent": 0,
        "next_at": tx.now,
        "leased_until": None,
        "reason": "",
        "at": at,
        "done_at": None,
    }
