"""What programs do with requests to be called back: read them, take them, end them."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.calls import listing, taking
from server.sites.policy import Action, may


async def list_callbacks(rooms: Rooms, ask: Ask) -> Any:
    """The site's requests to be called back, newest first."""
    query = ask.query
    return await rooms.database.read(listing.requests, ask.site, query.state, query.cursor, query.limit)


async def read_callback(rooms: Rooms, ask: Ask) -> Any:
    """One request to be called back."""
    return await rooms.database.read(listing.one, ask.site, ask.thing)


async def accept_callback(rooms: Rooms, ask: Ask) -> Any:
    """Take a waiting request; of several at once one wins. Taking one's own again changes nothing."""
    return await rooms.database.write(taking.accept, ask.site, ask.thing, ask.actor.member)


async def end_callback(rooms: Rooms, ask: Ask) -> Any:
    """End a request with its outcome: whoever took it may, and admins and owners may for everybody."""
    said, others = ask.body, may(ask.actor, Action.CHANGE_SITE, ask.site)
    return await rooms.database.write(
        taking.end,
        ask.site,
        ask.thing,
        ask.actor.member,
        said.outcome,
        said.note,
        said.at,
        may_end_others=others,
    )
