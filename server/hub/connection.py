"""One socket as the rooms see it: frames go out through a bounded buffer, whatever carries them beneath."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

MOST_BYTES = 1_048_576  # waiting for one receiver; more and it is cut
MOST_SECONDS = 10.0  # that the oldest frame may wait; longer and it is cut
TOGETHER = 65_536  # bytes that leave in one go

RESTART = 1012
TOO_MANY_SOCKETS = 1013
TOO_LARGE = 1009
FAILED = 1011
REFUSED = 1008  # too slow, or too many frames
UNREADABLE = 4400
ORIGIN = 4403
UNKNOWN_SITE = 4404
SILENT = 4408


class Connection:
    """A socket that is never waited for: `send` takes a frame or tells that the receiver is gone.

    Frames leave in the order of `send`, each once or, when the socket ends first, not at all. A receiver that lets
    1 MiB or 10 s pile up is cut, so that it costs nobody else anything.
    """

    __slots__ = (
        "_bytes",
        "_changed",
        "_clock",
        "_flying",
        "_most_bytes",
        "_most_seconds",
        "_waiting",
        "abort",
        "code",
        "is_cut",
    )

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        most_bytes: int = MOST_BYTES,
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        self._clock = clock
        self._most_bytes = most_bytes
        self._most_seconds = most_seconds
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._flying: float | None = None
        self._bytes = 0
        self._changed = asyncio.Event()
        self.code: int | None = None
        self.is_cut = False
        self.abort: Callable[[], None] = _nothing  # set by the carrier: lets go of a peer at once

    @property
    def is_open(self) -> bool:
        """Whether frames are still taken."""
        return self.code is None

    def send(self, frame: bytes) -> bool:
        """Take a frame for sending, or say that this receiver takes no more."""
        if self.code is not None:
            return False
        if self._bytes + len(frame) > self._most_bytes or self.seconds_left() <= 0:
            self.cut()
            return False
        self._waiting.append((self._clock(), frame))
        self._bytes += len(frame)
        self._changed.set()
        return True

    def close(self, code: int) -> None:
        """End with this code once what waits has left; the first code stands."""
        if self.code is None:
            self.code = code
        self._changed.set()

    def cut(self) -> None:
        """End at once and throw away what waits: the receiver is too slow, or gone."""
        self.close(REFUSED)
        self.is_cut = True
        self._waiting.clear()
        self._bytes = 0
        self.abort()

    # What follows is for the carrier alone.

    async def wait(self) -> None:
        """Return when there is something to carry or the connection has ended."""
        await self._changed.wait()

    def take(self) -> list[bytes]:
        """The frames to carry now, together; call `carried` when they have left."""
        taken: list[bytes] = []
        size = 0
        while self._waiting and (not taken or size + len(self._waiting[0][1]) <= TOGETHER):
            since, frame = self._waiting.popleft()
            self._flying = since if self._flying is None else self._flying
            taken.append(frame)
            size += len(frame)
        if not self._waiting and self.code is None:
            self._changed.clear()
        return taken

    def carried(self, frames: list[bytes]) -> None:
        """These frames have left."""
        self._flying = None
        self._bytes = max(0, self._bytes - sum(map(len, frames)))

    def seconds_left(self) -> float:
        """How long the oldest frame that has not left may still wait."""
        oldest = self._flying
        if oldest is None:
            oldest = self._waiting[0][0] if self._waiting else self._clock()
        return oldest + self._most_seconds - self._clock()


def _nothing() -> None:
    """There is no carrier yet."""
