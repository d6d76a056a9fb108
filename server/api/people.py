"""What programs do with many people at once, with tags, with fields of the site's own, and with tables of people."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from starlette.responses import StreamingResponse

from server.api.asking import Ask, Rooms
from server.api.questions import Listing
from server.clients import bulk, cards, editing, export, fields, tags
from server.database.paging import page

CSV = "text/csv"


async def change_client(rooms: Rooms, ask: Ask) -> Any:
    """Replace the named parts of one person's card."""
    await rooms.database.write(editing.change, ask.site, ask.thing, ask.actor.member, ask.body)
    return await rooms.database.read(cards.card, ask.site, ask.thing)


async def change_clients(rooms: Rooms, ask: Ask) -> Any:
    """Add and remove tags and set the owner of many people at once; answers when it is done."""
    change = await rooms.database.write(bulk.begin, ask.site, ask.actor.member, ask.body)
    return await bulk.run(rooms.database, ask.site, change, ask.body)


async def restore_clients(rooms: Rooms, ask: Ask) -> dict[str, int]:
    """Take a change of many people back, within an hour, where nobody has changed it since."""
    return {"people": await bulk.undo(rooms.database, ask.site, ask.actor.member, ask.within)}


async def export_clients(rooms: Rooms, ask: Ask) -> StreamingResponse:
    """The people of whom everything that is asked for is so, as a table (RFC 4180, UTF-8); the journal tells of it."""
    rows = export.table(rooms.database, ask.site, ask.actor.member, ask.query)
    headers = {"content-disposition": 'attachment; filename="people.csv"', "cache-control": "no-store"}
    return StreamingResponse(rows, media_type=CSV, headers=headers)


async def list_tags(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The site's tags by name, with how many people have each."""
    return _part(await rooms.database.read(tags.listed, ask.site), ask.query)


async def list_fields(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The fields of the site's own, in the order in which cards show them."""
    known = await rooms.database.read(fields.of_site, ask.site)
    return _part([asdict(each) for each in known], ask.query)


async def create_field(rooms: Rooms, ask: Ask) -> Any:
    """Define a field; it comes last on every card."""
    return await rooms.database.write(fields.add, ask.site, ask.actor.member, ask.body)


async def change_field(rooms: Rooms, ask: Ask) -> Any:
    """Replace the named parts of a field; values that people have stay as they are."""
    return await rooms.database.write(fields.change, ask.site, ask.actor.member, ask.within, ask.body)


async def delete_field(rooms: Rooms, ask: Ask) -> None:
    """Take a field off all cards; what people had stays among their facts."""
    await rooms.database.write(fields.remove, ask.site, ask.actor.member, ask.within)


def _part(items: Sequence[Mapping[str, Any]], query: Listing) -> dict[str, Any]:
    """A part of a short list; after the item of a cursor, or from the beginning where it has gone."""
    ids = [each["id"] for each in items]
    first = ids.index(query.cursor) + 1 if query.cursor in ids else 0
    found = page(items[first:], query.limit, lambda each: str(each["id"]))
    return {"items": found.items, "next": found.next}
