"""One person's card as a seat's member sees it, read and put into words."""

from server.console import people_read
from server.console.people_shown import Card, card
from server.console.seats import Seat
from server.console.timeline_shown import Teller
from server.database import Database


async def read_card(database: Database, seat: Seat, client: str) -> Card:
    """The card of a person of the seat's site; anybody else's is `not_found`."""
    known = await database.read(people_read.person, seat.site.id, client)
    teller = Teller(seat.clock, known.names, {})
    written = [
        {"text": note["data"]["text"], "by": teller.name(note["data"].get("by")), "at": people_read.at(note)}
        for note in known.notes
    ]
    return card(known, written, seat.words)
