"""What the leads forget of a person, and the erasure of everything that any room keeps of them."""

from server.calls.erase import ERASERS as CALLS
from server.clients.erase import ERASERS as CLIENTS
from server.clients.erase import Eraser, blanked, erase_with, rows_of
from server.database import Database
from server.leads.tables import leads, submissions

# The bare key stays, so that a late repeat of what was sent makes nobody.
KEYS = blanked(submissions, client=None, lead=None, visitor_hash=None, fingerprint="", answer="")
ERASERS: tuple[Eraser, ...] = (KEYS, rows_of(leads))
EVERYTHING = CLIENTS + CALLS + ERASERS


async def erase_client(database: Database, site: str, client: str) -> None:
    """Erase a person of this site for good; `not_found` for anybody else's."""
    await erase_with(EVERYTHING, database, site, client)
