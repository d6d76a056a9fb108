"""What the conversations forget of a person: everything but the bare keys, so that a late repeat makes nobody."""

from sqlalchemy import bindparam, delete, null, select, tuple_, update

from server.clients.erase import Eraser, rows_of
from server.conversations.tables import conversations, mentions, message_keys, messages, notes, talkers
from server.database import Transaction, prepared
from server.files import erase as files

_theirs = select(conversations.c.id).where(conversations.c.client == bindparam("person"))
_keys = (
    select(message_keys.c.key)
    .where(message_keys.c.conversation.in_(_theirs), message_keys.c.message.is_not(None))
    .limit(bindparam("most"))
)
BLANK = prepared(
    update(message_keys)
    .where(message_keys.c.conversation.in_(_theirs), message_keys.c.key.in_(_keys))
    .values(message=null(), fingerprint="")
)
_messages = select(messages.c.id).where(messages.c.conversation.in_(_theirs)).limit(bindparam("most"))
REMOVE_MESSAGES = prepared(delete(messages).where(messages.c.id.in_(_messages)))
REMOVE_TALKERS = prepared(delete(talkers).where(talkers.c.conversation.in_(_theirs)))

_notes = select(notes.c.id).where(notes.c.conversation.in_(_theirs)).limit(bindparam("most"))
REMOVE_NOTES = prepared(delete(notes).where(notes.c.id.in_(_notes)))
_mentions = (
    select(mentions.c.note, mentions.c.member).where(mentions.c.conversation.in_(_theirs)).limit(bindparam("most"))
)
REMOVE_MENTIONS = prepared(delete(mentions).where(tuple_(mentions.c.note, mentions.c.member).in_(_mentions)))


def _keys_of(tx: Transaction, client: str, most: int) -> int:
    return tx.run(BLANK, person=client, most=most)


def _messages_of(tx: Transaction, client: str, most: int) -> int:
    return tx.run(REMOVE_MESSAGES, person=client, most=most)


def _talkers_of(tx: Transaction, client: str, most: int) -> int:
    return tx.run(REMOVE_TALKERS, person=client)


def _notes_of(tx: Transaction, client: str, most: int) -> int:
    return tx.run(REMOVE_NOTES, person=client, most=most)


def _mentions_of(tx: Transaction, client: str, most: int) -> int:
    return tx.run(REMOVE_MENTIONS, person=client, most=most)


ERASERS: tuple[Eraser, ...] = (
    Eraser(message_keys.name, _keys_of),
    *files.erasers(_theirs),
    Eraser(messages.name, _messages_of),
    Eraser(mentions.name, _mentions_of),
    Eraser(notes.name, _notes_of),
    Eraser(talkers.name, _talkers_of),
    rows_of(conversations),
)
