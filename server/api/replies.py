"""What programs do with ready answers: list them, keep new ones, change and delete them."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.replies import replies


async def list_replies(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The site's ready answers in their order, all at once: a site has 200 at most."""
    return {"items": await rooms.database.read(replies.of_site, ask.site), "next": None}


async def create_reply(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Keep a ready answer; a variable that there is none of is refused by its name."""
    reply = await rooms.database.write(replies.add, ask.site, ask.actor.member, ask.body)
    return await rooms.database.read(replies.one, ask.site, reply)


async def change_reply(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace the parts that are named."""
    await rooms.database.write(replies.change, ask.site, ask.actor.member, ask.thing, ask.body)
    return await rooms.database.read(replies.one, ask.site, ask.thing)


async def delete_reply(rooms: Rooms, ask: Ask) -> None:
    """Delete one; what was sent with it stays said."""
    await rooms.database.write(replies.remove, ask.site, ask.actor.member, ask.thing)
