"""Whoever opens a letter's link goes on with its conversation, in whatever browser that is."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.answers.states import VALID_MS
from server.answers.tables import letters
from server.clients import people, visitors
from server.clients.people import Claims
from server.clients.sources import read_source
from server.conversations.tables import conversations, talkers
from server.database import News, Transaction, prepared
from server.errors import Gone, NotFound
from server.hub.visitor_frames import Page

FIND = prepared(
    select(letters.c.at, letters.c.sent_at, letters.c.email, letters.c.conversation, conversations.c.widget)
    .join(conversations, conversations.c.id == letters.c.conversation)
    .where(letters.c.id == bindparam("letter"), letters.c.site == bindparam("at_site"))
)
_talker = upsert(talkers)
JOIN = prepared(
    _talker.on_conflict_do_update(index_elements=["conversation", "visitor"], set_={"since": _talker.excluded.since})
)


class Joined(NamedTuple):
    """The conversation that this browser's visitor reads and writes in from now on, and the widget it began in."""

    conversation: str
    widget: str


def join(tx: Transaction, site: str, letter: str, hashed: str, page: Page) -> Joined:
    """Let this browser's visitor go on with the letter's conversation; safe to repeat.

    Who opens a letter reads its address's mail: what they leave lands on that person's card. Raises `NotFound` for a
    letter of another site, or one that was erased, and `Gone` 30 days after it was sent.
    """
    row = tx.one(FIND, letter=letter, at_site=site)
    if row is None:
        raise NotFound
    if (row["sent_at"] or row["at"]) + VALID_MS <= tx.now:
        raise Gone
    people.find_or_create(tx, site, Claims(email=row["email"]), read_source(page.url, page.referrer), hashed)
    visitor = visitors.find(tx, site, hashed)
    tx.run(JOIN, conversation=row["conversation"], visitor=visitor, since=tx.now)
    tx.after_commit(News(site, "talker", visitor))
    return Joined(row["conversation"], row["widget"])
