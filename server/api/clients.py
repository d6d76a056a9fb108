"""What programs do with people: find them, read their card, write notes, erase them."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.clients import cards, consents, notes, timeline, withdrawing
from server.deliveries import erase


async def list_clients(rooms: Rooms, ask: Ask) -> Any:
    """The site's people, newest first, of whom everything that is asked for is so."""
    query = ask.query
    return await rooms.database.read(cards.search, ask.site, query.asked, query.cursor, query.limit)


async def search_clients(rooms: Rooms, ask: Ask) -> Any:
    """The same as the list, with what is searched in the body, where no log of addresses sees it."""
    body = ask.body
    return await rooms.database.read(cards.search, ask.site, body.asked, body.cursor, body.limit)


async def read_client(rooms: Rooms, ask: Ask) -> Any:
    """One person's card: ways to reach them, sources, facts, consents."""
    return await rooms.database.read(cards.card, ask.site, ask.thing)


async def erase_client(rooms: Rooms, ask: Ask) -> None:
    """Erase one person for good, with everything that was kept of them."""
    await erase.erase_client(rooms.database, ask.site, ask.thing, ask.actor.member)


async def read_timeline(rooms: Rooms, ask: Ask) -> Any:
    """Everything that happened with one person, newest first; with `kind` only what is of it."""
    query = ask.query
    kinds = (query.kind,) if query.kind else ()
    return await rooms.database.read(timeline.page, ask.thing, query.cursor, query.limit, kinds)


async def add_note(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Write a note on one person's card."""
    return {"id": await rooms.database.write(notes.add, ask.site, ask.thing, ask.actor.member, ask.body.text)}


async def list_consents(rooms: Rooms, ask: Ask) -> Any:
    """Everything that one person agreed to, with the words, the moment, the address and the page: the evidence."""
    return await rooms.database.read(consents.page, ask.thing, ask.query.cursor, ask.query.limit)


async def withdraw_consent(rooms: Rooms, ask: Ask) -> Any:
    """Withdraw one agreement for the person who asked for it; the words stay as evidence. Safe to repeat."""
    return await rooms.database.write(withdrawing.withdraw, ask.site, ask.thing, ask.within, ask.actor.member)
