"""What programs read of leads."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.leads import inbox


async def list_leads(rooms: Rooms, ask: Ask) -> Any:
    """What visitors left at the site, newest first; suspected spam is among it, marked `spam`."""
    return await rooms.database.read(inbox.leads, ask.site, ask.query.cursor, ask.query.limit)
