"""What the opt-ins forget of a person: all of it. The stop list stays, of which nobody can read an address."""

from server.clients.erase import Eraser, rows_of
from server.optin.tables import optins

ERASERS: tuple[Eraser, ...] = (rows_of(optins),)
