"""What programs read of deliveries, through whatever channel they go; one may be sent again."""

from typing import Any, Literal

from pydantic import Field

from server.api.asking import Ask, Rooms
from server.api.questions import Listing
from server.database import Row
from server.deliveries import listing, replay

State = Literal["waiting", "sending", "done", "failed", "cancelled"]


class DeliveryListing(Listing):
    """Which deliveries: those of one state, or all."""

    state: State | None = Field(None, description="Only what is in this state.")


async def list_deliveries(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """What the site's targets were told, wait for or missed, newest first."""
    query = ask.query
    found = await rooms.database.read(listing.of_site, ask.site, query.limit, query.cursor, query.state)
    return {"items": [delivery_view(each) for each in found.items], "next": found.next}


async def read_delivery(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One delivery with its attempts."""
    row = await rooms.database.read(listing.one, ask.thing)
    return delivery_view(row) | {"log": row["log"]}


async def replay_delivery(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Send a delivery again now, under the id it had; one that waits is sent now."""
    return delivery_view(await rooms.database.write(replay.replay, ask.thing, ask.actor.member))


def delivery_view(row: Row) -> dict[str, Any]:
    """A delivery as programs read it: when it is tried next is told only while it waits."""
    return row | {"next_at": row["next_at"] if row["state"] == "waiting" else None}
