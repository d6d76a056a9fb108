"""A line that a browser speaks to us on: strict about what it says, and every refusal is answered with a frame."""

import time
from collections.abc import Awaitable, Callable, Mapping

from server.errors import Refusal, TooLarge, TooMany, Unreadable
from server.hub import connection as codes
from server.hub.connection import Connection
from server.hub.frames import Incoming, Pong, refused
from server.hub.messages import Frames, key_of, read_frame, read_object
from server.hub.pace import Bucket
from server.problems import our_fault

BURST = 20
PER_SECOND = 10
MOST_UNREADABLE = 2  # then the other side does not speak our language
QUICKLY_READ = 16_384  # bytes; a larger frame that comes too soon is refused unread, and so without its key
MOST_TOO_MANY = 100  # then it does not listen either


class Line:
    """Reads each frame of one connection and hands it to `handle`; what is refused is told, with the frame's key.

    `handle` may raise any `Refusal`. An unexpected error is logged once and told as `internal`; the line goes on.
    """

    def __init__(
        self,
        connection: Connection,
        frames: Frames,
        handle: Callable[[Incoming], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
        /,
        **ids: object,
    ) -> None:
        self._connection = connection
        self._frames = frames
        self._handle = handle
        self._clock = clock
        self._ids = ids
        self._pace = Bucket(BURST, PER_SECOND, clock())
        self._unreadable = 0
        self._too_many = 0

    async def on_frame(self, raw: bytes | str) -> None:
        """Take one frame; nothing that a browser can send makes this raise."""
        key: str | None = None
        try:
            wait = self._pace.take(self._clock())
            if wait and len(raw) > QUICKLY_READ:
                raise self._too_soon(wait)
            said = read_object(raw)
            key = key_of(said)
            if wait:
                raise self._too_soon(wait)
        except Refusal as refusal:
            self._refuse(refusal, key)
        else:
            await self.take(said)

    async def take(self, said: Mapping[str, object]) -> None:
        """Take a frame's members that have been read already; nothing that they hold makes this raise."""
        key = key_of(said)
        try:
            frame = read_frame(said, self._frames)
            if not isinstance(frame, Pong):
                await self._handle(frame)
        except Refusal as refusal:
            self._refuse(refusal, key)
        except Exception as error:
            self._refuse(our_fault(error, **self._ids), key)

    def _too_soon(self, wait: int) -> TooMany:
        self._too_many += 1
        return TooMany(retry_after=wait)

    def _refuse(self, refusal: Refusal, key: str | None) -> None:
        self._connection.send(refused(refusal, key).encode())
        if isinstance(refusal, TooLarge):
            self._connection.close(codes.TOO_LARGE)
        elif isinstance(refusal, Unreadable):
            self._unreadable += 1
            if self._unreadable >= MOST_UNREADABLE:
                self._connection.close(codes.UNREADABLE)
        elif self._too_many >= MOST_TOO_MANY:
            self._connection.close(codes.REFUSED)
