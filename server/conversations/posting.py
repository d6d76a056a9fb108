"""One way to write in a conversation, for both sides: numbered, kept once, then told."""

from typing import Any

from sqlalchemy import String, bindparam, case, func, insert, null, update

from server.clients import outbox
from server.clients.sources import page_address
from server.clients.stored import json_text
from server.conversations import beginning, once, taking
from server.conversations.once import Posted
from server.conversations.said import Answered, Place, Said
from server.conversations.states import ASSIGNED, BOT, CLOSED, MANAGER, QUEUE, REOPENED, VISITOR
from server.conversations.tables import conversations, messages
from server.conversations.taking import NOT_OFFERED
from server.database import News, Transaction, prepared
from server.errors import Blocked, NotFound
from server.files import keeping as files
from server.widget import one_line

UNSEEN_MS = 3 * 60 * 1000  # an answer that nobody has seen for so long goes by letter, where there is an address

_next = conversations.c.last + 1
_is_closed = conversations.c.state == CLOSED
BY_VISITOR = prepared(
    update(conversations)
    .where(conversations.c.id == bindparam("of"), conversations.c.blocked_at.is_(None))
    .values(
        last=_next,
        visitor_read=_next,
        last_at=bindparam("moment"),
        waiting_since=func.coalesce(conversations.c.waiting_since, bindparam("moment")),
        state=case((_is_closed, REOPENED), else_=conversations.c.state),
        taken_by=case((_is_closed, null()), else_=conversations.c.taken_by),
        taken_at=case((_is_closed, null()), else_=conversations.c.taken_at),
        closed_at=null(),
        letter_at=null(),  # whoever writes has seen what stands there
        page=bindparam("on_page", type_=String),
    )
    .returning(conversations.c.last, conversations.c.client, conversations.c.waiting_since.label("turn"))
)
BY_MANAGER = prepared(
    update(conversations)
    .where(conversations.c.id == bindparam("of"), conversations.c.site == bindparam("at_site"))
    .values(
        last=_next,
        team_read=_next,
        last_at=bindparam("moment"),
        waiting_since=null(),
        state=ASSIGNED,
        taken_by=case(
            (_is_closed, bindparam("who", type_=String)),
            else_=func.coalesce(conversations.c.taken_by, bindparam("who", type_=String)),
        ),
        taken_at=case(
            (_is_closed, bindparam("moment")), else_=func.coalesce(conversations.c.taken_at, bindparam("moment"))
        ),
        keeper=bindparam("who", type_=String),
        letter_at=func.coalesce(conversations.c.letter_at, bindparam("by_letter")),
        closed_at=null(),
        **NOT_OFFERED,
    )
    .returning(conversations.c.last, conversations.c.client, conversations.c.taken_at.label("turn"))
)
BY_BOT = prepared(
    update(conversations)
    .where(conversations.c.id == bindparam("of"))
    .values(last=_next, last_at=bindparam("moment"))
    .returning(conversations.c.last, conversations.c.client, null().label("turn"))
)
ADD = prepared(insert(messages))


def say(
    tx: Transaction,
    site: str,
    visitor_hash: str,
    said: Said,
    place: Place,
    invited: Answered | None = None,
    greeted: Answered | None = None,
) -> Posted:
    """What a visitor writes, in the one conversation that is theirs; the first words begin it.

    Once it was closed it waits again. The same send again gives the first answer. Where they answer an invitation
    of a member's, it stands before their words, and that member has the conversation. Where they answer what a widget
    said by itself, in somebody's name (`greeted`), that stands there as the widget's; the member has the conversation
    too, unless somebody else has it.
    """
    same = print_of_visitor(visitor_hash, said)
    if known := once.posted(tx, site, said.key, same):
        return known
    conversation = beginning.find_or_begin(tx, site, visitor_hash, place)
    if invited:
        _by_manager(tx, site, conversation, invited.member, Said("", invited.text))
    if greeted and greeted.text:
        _by_itself(tx, site, conversation, greeted.text)
    kept = from_visitor(tx, site, conversation, said, place)
    if greeted and greeted.member:
        taking.hold(tx, site, conversation, greeted.member)
    once.remember(tx, site, said.key, same, kept)
    return kept


def print_of_visitor(visitor_hash: str, said: Said) -> str:
    """What every send of this by this visitor has in common."""
    return once.fingerprint(VISITOR, visitor_hash, *said.same)


def answer(tx: Transaction, site: str, conversation: str, member: str, said: Said) -> Posted:
    """What somebody of the team writes: whoever answers first has taken it, and a closed one is open again."""
    same = once.fingerprint(MANAGER, member, conversation, *said.same)
    if known := once.posted(tx, site, said.key, same):
        return known
    kept = _by_manager(tx, site, conversation, member, said)
    once.remember(tx, site, said.key, same, kept)
    return kept


def _by_manager(tx: Transaction, site: str, conversation: str, member: str, said: Said) -> Posted:
    row = tx.one(BY_MANAGER, of=conversation, at_site=site, who=member, moment=tx.now, by_letter=tx.now + UNSEEN_MS)
    if row is None:
        raise NotFound
    return _post(tx, site, conversation, row, MANAGER, said, member=member)


def _by_itself(tx: Transaction, site: str, conversation: str, text: str) -> Posted:
    row = tx.one(BY_BOT, of=conversation, moment=tx.now)
    if row is None:
        raise NotFound
    return _post(tx, site, conversation, row, BOT, Said("", text))


def from_visitor(
    tx: Transaction, site: str, conversation: str, said: Said, place: Place, lead: str | None = None
) -> Posted:
    """The visitor's words as the next message; whoever calls this has made sure that it is kept once."""
    page = {"url": page_address(place.page.url), "title": one_line(place.page.title)}
    row = tx.one(BY_VISITOR, of=conversation, moment=tx.now, on_page=json_text(page))
    if row is None:  # it is there: whoever calls this has found or begun it
        raise Blocked
    return _post(tx, site, conversation, row, VISITOR, said, lead=lead)


def _post(
    tx: Transaction,
    site: str,
    conversation: str,
    row: dict[str, Any],
    author: str,
    said: Said,
    *,
    member: str | None = None,
    lead: str | None = None,
) -> Posted:
    kept = Posted(tx.new_id(), conversation, row["last"], tx.now)
    file = said.file.id if said.file else None
    whose = {"author": author, "member": member, "lead": lead}
    tx.run(
        ADD, id=kept.id, conversation=conversation, number=kept.number, at=kept.at, text=said.text, file=file, **whose
    )
    if file:
        files.attach(tx, site, file, conversation)
    outbox.plan(tx, site, row["client"], [("message.created", kept.id)])
    tx.after_commit(News(site, "message", conversation))
    if row["turn"] == tx.now:  # since now somebody waits, or somebody has taken it
        tx.after_commit(News(site, QUEUE, conversation))
    return kept
