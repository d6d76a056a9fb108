"""Keep a lead with its person, timeline, consents, effects and deliveries in one unit of work, then tell the team."""

from server.clients import consents, facts, looking_after, outbox, people, timeline, visitors
from server.clients.people import Claims, Landing
from server.clients.sources import page_address
from server.clients.stored import json_text
from server.clients.timeline import Entry
from server.codes import joining
from server.conversations.said import Place
from server.database import News, Transaction
from server.leads import effects, once, queries
from server.leads.arrivals import Arrival
from server.leads.effects import Around
from server.leads.once import Kept
from server.numbers import events
from server.numbers.seen import seen_on
from server.optin import asking
from server.widget import one_line


def keep(tx: Transaction, arrival: Arrival) -> Kept:
    """Keep what was left, once: the same send again gives the first answer.

    What is suspected to be spam is kept and listed, but nobody is called, given a code, told or delivered to.
    """
    if known := once.answered(tx, arrival.once):
        return known
    return _keep_lead(tx, arrival) if arrival.lead.listed else _keep_taken(tx, arrival)


def _keep_lead(tx: Transaction, arrival: Arrival) -> Kept:
    site, lead_id = arrival.site.id, tx.new_id()
    claims = Claims(email=arrival.lead.email, phone=arrival.lead.phone, name=arrival.lead.name)
    landing = people.land(tx, site, claims, arrival.source, arrival.once.visitor_hash)
    entries = people.history(tx, landing)
    if landing.visitor and not landing.visitor.is_new and (landing.is_new or entries):  # nobody knew them until now
        entries += joining.join(tx, landing.visitor.id, landing.client)
    entries.append(_entry(arrival, lead_id))
    entries += consents.record(tx, site, landing.client, lead_id, arrival.agreement)
    visitor = landing.visitor.id if landing.visitor else None
    done = effects.apply(tx, _around(arrival, lead_id, landing.client, visitor), arrival.lead.effects)
    entries += done.entries
    last = people.keep(tx, site, landing, claims, arrival.source, len(entries), arrival.site.sample)
    timeline.write(tx, site, landing.client, last, entries)
    if done.owner:  # only now is there a card of somebody new
        looking_after.take(tx, landing.client, done.owner)
    _add(tx, arrival, landing, lead_id)
    if not arrival.spam:
        facts.claim(tx, landing.client, arrival.lead.facts, lead_id)
        outbox.plan(tx, site, landing.client, [("lead.created", lead_id), *done.events])
        tx.after_commit(News(site, "lead", lead_id))
    _count(tx, arrival, done)
    answer = {"lead": lead_id, "visitor": visitor, **done.answer, **_ask(tx, arrival, landing.client, lead_id)}
    return once.remember(tx, arrival.once, lead_id, landing.client, answer)


def _ask(tx: Transaction, arrival: Arrival, client: str, lead: str) -> dict[str, bool]:
    """Let a letter ask for what has to be confirmed; what the visitor is told of it is the same whoever they are."""
    if arrival.unconfirmed is None:
        return {}
    if not arrival.spam:
        asked = asking.Asked(arrival.site.id, client, lead, arrival.lead.email, arrival.language)
        asking.ask(tx, asked, arrival.unconfirmed)
    return {"confirm": True}


def _keep_taken(tx: Transaction, arrival: Arrival) -> Kept:
    """Somebody took a code and left no contact: no lead, and no new person; a known one has it on their timeline."""
    site, lead_id, token = arrival.site.id, tx.new_id(), arrival.once.visitor_hash
    visitor = visitors.see(tx, site, token, arrival.source) if token else None
    client = visitor.client if visitor else None
    around = _around(arrival, lead_id, client, visitor.id if visitor else None)
    done = effects.apply(tx, around, arrival.lead.effects)
    if client:
        for entry in done.entries:
            timeline.add(tx, site, client, entry.kind, entry.thing, entry.data)
    outbox.plan(tx, site, client, done.events)
    _count(tx, arrival, done)
    answer = {"lead": lead_id, "visitor": around.visitor, **done.answer}
    return once.remember(tx, arrival.once, lead_id, client, answer)


def _around(arrival: Arrival, lead: str, client: str | None, visitor: str | None) -> Around:
    widget, name = arrival.widget.id, arrival.lead.name
    place = Place(widget, arrival.submission.page, arrival.language, arrival.site.sample)
    return Around(arrival.site.id, lead, widget, name, client, visitor, arrival.network, arrival.spam, place)


def _count(tx: Transaction, arrival: Arrival, done: effects.Done) -> None:
    """Let the site's numbers count what was given, without telling to whom."""
    if done.counted:
        page, kind = arrival.submission.page, arrival.widget.kind.name
        counted = [
            seen_on(arrival.site.id, arrival.widget.id, kind, name, page.url, page.referrer, tx.now)
            for name in done.counted
        ]
        events.keep(tx, counted)


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
