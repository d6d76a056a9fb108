"""Log-ins in the journal: in that of every site where the member works, and those that failed as well."""

import asyncio
import contextlib

from server.audit import journal
from server.database import Database, Transaction
from server.errors import Overloaded, StorageUnavailable, TooMany
from server.networks import cut_address
from server.sites import members
from server.sites.policy import Actor
from server.sites.tries import Tries

MOST_SITES = 100  # whoever works at more is told of in the first ones; a unit of work stays small


def done(tx: Transaction, actor: Actor, address: str) -> None:
    """Write down that this member came in, from which network."""
    for site in sorted(actor.roles)[:MOST_SITES]:
        journal.record_entrance(tx, site, actor.member, "login.done", actor.member, cut_address(address))


class FailedLogIns:
    """Writes down wrong passwords for a member, at most ten in ten minutes each, however many are tried.

    It writes beside the answer, not before: a known e-mail takes no longer to be refused than an unknown one.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told = Tries()
        self._writing: set[asyncio.Task[None]] = set()

    def tell(self, member: str, address: str) -> None:
        """Write it down soon, unless enough of them stand there."""
        with contextlib.suppress(TooMany):
            self._told.begin(member)
            task = asyncio.get_running_loop().create_task(self._write(member, address))
            self._writing.add(task)  # the loop itself holds tasks weakly
            task.add_done_callback(self._writing.discard)

    async def _write(self, member: str, address: str) -> None:
        with contextlib.suppress(StorageUnavailable, Overloaded):  # a journal that is full stops nobody
            await self._database.write(failed, member, address)


def failed(tx: Transaction, member: str, address: str) -> None:
    """Write down that somebody gave a wrong password for this member."""
    actor = members.actor(tx, member)
    for site in sorted(actor.roles)[:MOST_SITES] if actor else ():
        journal.record_entrance(tx, site, None, "login.failed", member, cut_address(address))
