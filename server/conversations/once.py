"""The keys of messages: the same send again gives the first answer, whichever side it came from."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, tuple_

from server.conversations.tables import message_keys, messages
from server.database import Reader, Transaction, prepared
from server.errors import Gone, KeyReused

KEPT_MS = 30 * 24 * 60 * 60 * 1000
PRUNED_ROWS = 200

_keys = (message_keys.c.site, message_keys.c.key)
FIND = prepared(
    select(
        message_keys.c.fingerprint, message_keys.c.message, messages.c.conversation, messages.c.number, messages.c.at
    )
    .outerjoin(messages, messages.c.id == message_keys.c.message)
    .where(message_keys.c.site == bindparam("site"), message_keys.c.key == bindparam("key"))
)
ADD = prepared(insert(message_keys))
PRUNE = prepared(
    delete(message_keys).where(
        tuple_(*_keys).in_(select(*_keys).where(message_keys.c.at < bindparam("old")).limit(PRUNED_ROWS))
    )
)


class Posted(NamedTuple):
    """A message that is on disk; `first` is false when the same send had been kept before."""

    id: str
    conversation: str
    number: int
    at: int
    first: bool = True


def fingerprint(*same: str) -> str:
    """What two sends under one key must share: who says it, where, and the words."""
    return sha256("\0".join(same).encode("utf-8", "surrogatepass")).hexdigest()


def posted(reader: Reader, site: str, key: str, print_: str) -> Posted | None:
    """The first answer to the same send, or None for a new key.

    Raises `KeyReused` for somebody else's key or other words, and `Gone` once the person was erased.
    """
    row: Mapping[str, Any] | None = reader.one(FIND, site=site, key=key)
    if row is None:
        return None
    if row["message"] is None:
        raise Gone
    if row["fingerprint"] != print_:
        raise KeyReused
    return Posted(row["message"], row["conversation"], row["number"], row["at"], first=False)


def remember(tx: Transaction, site: str, key: str, print_: str, kept: Posted) -> None:
    """Keep the answer under the key; where the same send won a race the clash makes this unit run again and find it."""
    row = {"site": site, "key": key, "fingerprint": print_}
    tx.run(ADD, **row, conversation=kept.conversation, message=kept.id, at=tx.now)


def prune(tx: Transaction) -> int:
    """Forget at most 200 keys that are older than 30 days; gives back how many."""
    return tx.run(PRUNE, old=tx.now - KEPT_MS)
