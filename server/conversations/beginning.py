"""Which conversation a visitor's words belong to: the one that is theirs, else a new one with their person."""

from sqlalchemy import bindparam, insert, select, update

from server.clients import outbox, people, timeline, visitors
from server.clients.people import Claims
from server.clients.sources import read_source
from server.clients.stored import json_text
from server.clients.tables import identities
from server.clients.timeline import Entry
from server.conversations.said import Place
from server.conversations.states import WAITING
from server.conversations.tables import conversations, talkers
from server.database import News, Reader, Transaction, prepared

ENTRY = "conversation"
OF_VISITOR = prepared(
    select(conversations.c.id, conversations.c.client)
    .join(talkers, talkers.c.conversation == conversations.c.id)
    .where(talkers.c.visitor == bindparam("visitor"), conversations.c.site == bindparam("at"))
    .order_by(talkers.c.since.desc(), talkers.c.conversation.desc())
    .limit(1)
)
ADD = prepared(insert(conversations))
ADD_TALKER = prepared(insert(talkers))
IS_SOMEBODY = prepared(select(identities.c.kind).where(identities.c.client == bindparam("person")).limit(1))
MOVE = prepared(update(conversations).where(conversations.c.id == bindparam("of")).values(client=bindparam("person")))


def find_or_begin(tx: Transaction, site: str, visitor_hash: str, place: Place) -> str:
    """The id of this visitor's conversation; whoever is new gets a person and a conversation."""
    visitor = visitors.find(tx, site, visitor_hash)
    if visitor and (row := tx.one(OF_VISITOR, visitor=visitor, at=site)):
        return str(row["id"])
    source, claims = read_source(place.page.url, place.page.referrer), Claims()
    landing = people.land(tx, site, claims, source, visitor_hash)
    assert landing.visitor is not None  # noqa: S101  a hash was given
    # Landing holds the visitor's row: a send of theirs that came at the same time has begun it by now, or waits.
    row = tx.one(OF_VISITOR, visitor=landing.visitor.id, at=site)
    conversation = str(row["id"]) if row else tx.new_id()
    begun = [] if row else [Entry(ENTRY, conversation, {"widget": place.widget})]
    entries = [*people.history(tx, landing), *begun]
    last = people.keep(tx, site, landing, claims, source, len(entries), place.sample)
    timeline.write(tx, site, landing.client, last, entries)
    if not row:
        _begin(tx, site, conversation, landing.client, landing.visitor.id, place)
    return conversation


def of_person(tx: Transaction, site: str, client: str, visitor: str, place: Place) -> tuple[str, Entry | None]:
    """The conversation in which this person goes on who has just left something with this browser.

    Where nobody knew who was writing, it is theirs from now on; where the browser's conversation is with somebody
    else, they get one of their own. With it comes what their timeline says of it, if it is new there.
    """
    row = tx.one(OF_VISITOR, visitor=visitor, at=site)
    if row and row["client"] == client:
        return str(row["id"]), None
    if row and tx.value(IS_SOMEBODY, person=row["client"]) is None:
        tx.run(MOVE, of=row["id"], person=client)
        return str(row["id"]), Entry(ENTRY, row["id"], {"widget": place.widget})
    conversation = tx.new_id()
    _begin(tx, site, conversation, client, visitor, place)
    return conversation, Entry(ENTRY, conversation, {"widget": place.widget})


def conversation_of(reader: Reader, site: str, visitor: str) -> str:
    """The id of the conversation of a visitor (public id); empty where there is none."""
    row = reader.one(OF_VISITOR, visitor=visitor, at=site)
    return str(row["id"]) if row else ""


def _begin(tx: Transaction, site: str, conversation: str, client: str, visitor: str, place: Place) -> None:
    tx.run(
        ADD,
        id=conversation,
        site=site,
        client=client,
        visitor=visitor,
        widget=place.widget,
        state=WAITING,
        language=place.language,
        page=json_text({}),
        last=0,
        visitor_read=0,
        team_read=0,
        created_at=tx.now,
        last_at=tx.now,
        waiting_since=tx.now,
        taken_by=None,
        taken_at=None,
        closed_at=None,
        priority=0,
        passed="[]",
        department=place.department or None,
    )
    tx.run(ADD_TALKER, conversation=conversation, visitor=visitor, since=tx.now)
    tx.after_commit(News(site, "talker", visitor))  # their open pages follow it from now on
    outbox.plan(tx, site, client, [("conversation.created", conversation)])
