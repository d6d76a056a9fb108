"""What the letters forget of a person: all of them, and with them their links."""

from server.answers.tables import letters
from server.clients.erase import Eraser, rows_of

ERASERS: tuple[Eraser, ...] = (rows_of(letters),)
