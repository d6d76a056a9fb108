"""What the calls forget of a person."""

from server.calls.tables import askers, calls
from server.clients.erase import Eraser, rows_of

ERASERS: tuple[Eraser, ...] = (rows_of(askers), rows_of(calls))
