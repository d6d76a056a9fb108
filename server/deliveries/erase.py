"""What the deliveries forget of a person, and the erasure of everything that any room keeps of them."""

from sqlalchemy import bindparam, case, select, update

from server.clients.erase import Eraser, blanked, erase_with
from server.database import Database, Transaction, prepared
from server.deliveries.settling import CANCELLED, DONE
from server.deliveries.tables import attempts, deliveries
from server.leads.erase import EVERYTHING as LEADS

ERASED = "erased"
_theirs = select(deliveries.c.id).where(deliveries.c.client == bindparam("person")).limit(bindparam("most"))
_is_over = deliveries.c.state.in_((DONE, CANCELLED))
# That something was told, and when, stays; of whom goes, and what was not told yet never will be.
FORGET = prepared(
    update(deliveries)
    .where(deliveries.c.id.in_(_theirs))
    .values(
        client=None,
        thing="",
        state=case((_is_over, deliveries.c.state), else_=CANCELLED),
        reason=case((_is_over, deliveries.c.reason), else_=ERASED),
        leased_until=None,
        done_at=case((_is_over, deliveries.c.done_at), else_=bindparam("moment")),
    )
)


def _forget(tx: Transaction, client: str, most: int) -> int:
    return tx.run(FORGET, person=client, most=most, moment=tx.now)


# The deliveries first: an attempt that ends meanwhile finds its delivery cancelled and writes nothing.
ERASERS: tuple[Eraser, ...] = (Eraser(deliveries.name, _forget), blanked(attempts, client=None, answer=""))
EVERYTHING = LEADS + ERASERS


async def erase_client(database: Database, site: str, client: str, member: str | None = None) -> None:
    """Erase a person of this site for good; `not_found` for anybody else's. The journal tells that `member` did."""
    await erase_with(EVERYTHING, database, site, client, member)
