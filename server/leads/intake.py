"""Keep a lead with its person, timeline, consents, call and deliveries in one unit of work, then tell the team."""

from typing import Any

from server.calls import requests
from server.calls.states import NEEDS_MANAGER, QUEUED
from server.clients import consents, facts, outbox, people, timeline
from server.clients.people import Claims, Landing
from server.clients.sources import page_address
from server.clients.stored import json_text
from server.clients.timeline import Entry
from server.database import News, Transaction
from server.leads import once, queries
from server.leads.arrivals import Arrival
from server.leads.once import Kept
from server.widget import CallWanted, one_line


def keep(tx: Transaction, arrival: Arrival) -> Kept:
    """Keep what was left, once: the same send again gives the first answer.

    What is suspected to be spam is kept and listed, but nobody is called, told or delivered to.
    """
    if known := once.answered(tx, arrival.once):
        return known
    site, lead_id = arrival.site.id, tx.new_id()
    claims = Claims(email=arrival.lead.email, phone=arrival.lead.phone, name=arrival.lead.name)
    landing = people.land(tx, site, claims, arrival.source, arrival.once.visitor_hash)
    entries = people.history(tx, landing)
    entries.append(_entry(arrival, lead_id))
    entries += consents.record(tx, site, landing.client, lead_id, arrival.agreement)
    calls = [] if arrival.spam else _ask(tx, arrival, landing, lead_id)
    entries += [asked.entry for asked in calls]
    last = people.keep(tx, site, landing, claims, arrival.source, len(entries), arrival.site.sample)
    timeline.write(tx, site, landing.client, last, entries)
    _add(tx, arrival, landing, lead_id)
    if not arrival.spam:
        facts.claim(tx, landing.client, arrival.lead.facts, lead_id)
        told = [("lead.created", lead_id), *(("callback.created", asked.call) for asked in calls if asked.asked == 1)]
        outbox.plan(tx, site, landing.client, told)
        tx.after_commit(News(site, "lead", lead_id))
    answer = _answer(arrival, landing, lead_id, calls)
    return once.remember(tx, arrival.once, lead_id, landing.client, answer)


def _ask(tx: Transaction, arrival: Arrival, landing: Landing, lead: str) -> list[requests.Asked]:
    """Apply the effects that the widget's handler wished for."""
    asker = requests.Asker(
        lead=lead,
        client=landing.client,
        widget=arrival.widget.id,
        name=arrival.lead.name,
        visitor=landing.visitor.id if landing.visitor else None,
        network=arrival.network,
    )
    return [requests.request(tx, arrival.site.id, asker, wanted) for wanted in arrival.lead.effects]


def _entry(arrival: Arrival, lead: str) -> Entry:
    said = {"widget": arrival.widget.id, "kind": arrival.widget.kind.name, "values": dict(arrival.lead.values)}
    return Entry("lead", lead, said | {"page": arrival.agreement.page} | ({"spam": True} if arrival.spam else {}))


def _add(tx: Transaction, arrival: Arrival, landing: Landing, lead: str) -> None:
    page = arrival.submission.page
    tx.run(
        queries.ADD_LEAD,
        id=lead,
        site=arrival.site.id,
        client=landing.client,
        visitor=landing.visitor.id if landing.visitor else None,
        widget=arrival.widget.id,
        kind=arrival.widget.kind.name,
        name=arrival.lead.name,
        phone=arrival.lead.phone,
        email=arrival.lead.email,
        values=json_text(dict(arrival.lead.values)),
        page=json_text(
            {
                "url": arrival.agreement.page,
                "title": one_line(page.title),
                "referrer": page_address(page.referrer),
            }
        ),
        source=json_text({"first": landing.first_source, "last": landing.last_source}),
        spam=arrival.spam,
        sample=arrival.site.sample,
        at=tx.now,
    )


def _answer(arrival: Arrival, landing: Landing, lead: str, calls: list[requests.Asked]) -> dict[str, Any]:
    """What the visitor is told; a promise is repeated only where somebody will be dialled."""
    answer: dict[str, Any] = {"lead": lead, "visitor": landing.visitor.id if landing.visitor else None}
    for place, wanted in enumerate(arrival.lead.effects):
        answer |= promised(wanted, calls[place].reason if calls else NEEDS_MANAGER)
    return answer


def promised(wanted: CallWanted, reason: str) -> dict[str, Any]:
    """What the visitor is told of a call that was asked for."""
    said = {"state": QUEUED, "reason": reason}
    return said if reason or not wanted.promise_seconds else said | {"promise_seconds": wanted.promise_seconds}
