"""What a pool never gave goes with it, once it can no longer be put back; then the owner may use those codes anew."""

from sqlalchemy import bindparam, delete, select

from server.codes.pools import FREE, KEPT_MS
from server.codes.tables import code_pools, codes
from server.database import Transaction, prepared

_gone = (
    select(codes.c.id)
    .join(code_pools, code_pools.c.id == codes.c.pool)
    .where(code_pools.c.removed_at < bindparam("before"), codes.c.state == FREE)
    .limit(bindparam("rows"))
)
FORGET = prepared(delete(codes).where(codes.c.id.in_(_gone)))


def forget_some(tx: Transaction, rows: int) -> int:
    """Remove as many free codes of pools that were deleted long ago; gives back how many."""
    return tx.run(FORGET, before=tx.now - KEPT_MS, rows=rows)
