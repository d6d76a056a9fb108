"""What programs do with conversations: read them, write in them, take and close them."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from server.api.answers_conversations import State
from server.api.asking import Ask, Repeated, Rooms
from server.api.questions import Listing
from server.conversations import notes, posting, reading, taking
from server.conversations.said import TEXT_LENGTH, Said, clean
from server.hub.frames import Key
from server.widget import Model


class ConversationListing(Listing):
    """Which of a site's conversations: those of one state, or all."""

    state: State | None = None


class Saying(Model):
    """A message; `key` makes a repeat harmless."""

    key: Key
    text: Annotated[str, StringConstraints(strip_whitespace=False), Field(min_length=1, max_length=TEXT_LENGTH * 2)]


async def list_conversations(rooms: Rooms, ask: Ask) -> Any:
    """The site's conversations, newest first."""
    query = ask.query
    return await rooms.database.read(reading.of_site, ask.site, query.state, query.cursor, query.limit)


async def read_conversation(rooms: Rooms, ask: Ask) -> Any:
    """One conversation."""
    return await rooms.database.read(reading.one, ask.site, ask.thing)


async def list_messages(rooms: Rooms, ask: Ask) -> Any:
    """The messages of a conversation, oldest first."""
    after = None if ask.query.cursor is None else str(ask.query.cursor)
    return await rooms.database.read(reading.messages_of, ask.thing, after, ask.query.limit)


async def create_message(rooms: Rooms, ask: Ask) -> Any:
    """Answer a visitor: whoever answers first has taken the conversation; the same key again says it once."""
    said = Said(ask.body.key, clean(ask.body.text))
    posted = await rooms.database.write(posting.answer, ask.site, ask.thing, ask.actor.member, said)
    read = await rooms.database.read(reading.message, posted.id)
    return read if posted.first else Repeated(read)


async def list_notes(rooms: Rooms, ask: Ask) -> Any:
    """The team's notes beside a conversation, oldest first."""
    return await rooms.database.read(notes.of_conversation, ask.thing, ask.query.cursor, ask.query.limit)


async def create_note(rooms: Rooms, ask: Ask) -> Any:
    """Write a note that no visitor is given; whoever is named with `@` is told. The same key again says it once."""
    said = Said(ask.body.key, clean(ask.body.text))
    note, is_first = await rooms.database.write(notes.add, ask.site, ask.thing, ask.actor.member, said)
    return note if is_first else Repeated(note)


async def take_conversation(rooms: Rooms, ask: Ask) -> Any:
    """Take a conversation that waits; of several at once one wins. Taking one's own again changes nothing."""
    return await rooms.database.write(taking.take, ask.site, ask.thing, ask.actor.member)


async def close_conversation(rooms: Rooms, ask: Ask) -> Any:
    """Close a conversation; the visitor's next message opens it again."""
    return await rooms.database.write(taking.close, ask.site, ask.thing)
