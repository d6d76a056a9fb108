"""What programs do with leads: read them, take them."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.leads import inbox


async def list_leads(rooms: Rooms, ask: Ask) -> Any:
    """What visitors left at the site, newest first; suspected spam is among it, marked `spam`."""
    return await rooms.database.read(inbox.leads, ask.site, ask.query.cursor, ask.query.limit)


async def read_lead(rooms: Rooms, ask: Ask) -> Any:
    """One lead."""
    return await rooms.database.read(inbox.one, ask.site, ask.thing)


async def take_lead(rooms: Rooms, ask: Ask) -> Any:
    """Take a lead; of several at once one wins. Taking one's own again changes nothing."""
    return await rooms.database.write(inbox.take, ask.site, ask.thing, ask.actor.member)
