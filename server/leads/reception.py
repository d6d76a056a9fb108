"""Where everything that visitors leave is received, whichever way it came: over the socket or by POST."""

import contextlib

from server.clients.visitors import token_hash
from server.database import Database, now_ms
from server.errors import NotFound, Refusal
from server.leads import once
from server.leads.arrivals import Arrival, understand
from server.leads.intake import keep
from server.leads.once import Kept, Once, once_of
from server.leads.submissions import Submission
from server.sites.document import Published

PRUNE_EVERY = 200  # leads: as many old keys are forgotten


class Reception:
    """Takes submissions in: understood first, then kept in one unit of work, then answered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept = 0

    async def receive(
        self, published: Published, widget_id: str, submission: Submission, token: str | None, address: str
    ) -> Kept:
        """Keep what was left and give the answer; what was kept before is answered as it was, whatever changed since.

        `token` is the visitor's as the connection or the body knows it. Raises any `Refusal`; then nothing is kept.
        """
        hashed = token_hash(token) if token else None
        same = once_of(published.site.id, submission, hashed)
        try:
            arrival = _understand(published, widget_id, submission, same, address)
        except Refusal:
            if known := await self._database.read(once.answered, same):
                return known
            raise
        kept = await self._database.write(keep, arrival)
        await self._tidy(kept)
        return kept

    async def _tidy(self, kept: Kept) -> None:
        self._kept += kept.first
        if kept.first and self._kept % PRUNE_EVERY == 0:
            with contextlib.suppress(Refusal):  # the lead is kept whatever becomes of old keys
                await self._database.write(once.prune)


def _understand(published: Published, widget_id: str, submission: Submission, same: Once, address: str) -> Arrival:
    widget = published.widgets.get(widget_id)
    if widget is None:
        raise NotFound("There is no such widget on this site.", errors={"widget": "is not on this site"})
    return understand(published.site, widget, submission, same, address, now_ms())
