"""What the writer asks of a connection, whichever database it leads to."""

from typing import Protocol

from server.database.transaction import Transaction


class Line(Protocol):
    """A connection as the writer uses it, one transaction at a time; what it raises may be the driver's own."""

    def begin(self) -> None:
        """Begin a transaction, or raise within half a second."""

    def transaction(self) -> Transaction:
        """What the next unit of this transaction is given."""

    def left_traces(self, tx: Transaction) -> bool:
        """Whether the unit that had this one and failed changed anything for those after it."""

    def has_ended(self) -> bool:
        """Whether the transaction is over although nobody said so."""

    def is_broken(self) -> bool:
        """Whether the connection is gone, and everything that was not committed with it."""

    def may_mend(self, error: BaseException | None) -> bool:
        """Whether the same unit may go better in another turn."""

    def commit(self) -> None:
        """Keep everything."""

    def roll_back(self) -> None:
        """Keep nothing and be ready to begin again; never raises."""

    def close(self) -> None:
        """Leave."""
