"""What uvicorn's WebSockets lack: frames that leave together, and an end for peers that never read or never stop."""

import logging
from collections.abc import Sequence

from uvicorn._types import ASGIReceiveEvent
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.http11 import Request

CARRIER = "frontdesk.carrier"
AT_ONCE = 4096  # bytes that are read together: 600 frames at most, between two looks at their number
MOST_FRAMES = 256  # pieces, pings and messages between two that the application takes; browsers send a handful

quiet = logging.getLogger(__name__)
quiet.setLevel(logging.WARNING)  # below it uvicorn tells each visitor's address and the query of each handshake


class Lines(WebSocketsSansIOProtocol):
    """WebSockets as uvicorn speaks them, with this object put where the application finds it: `scope["state"]`."""

    _frames_waiting = 0

    def data_received(self, data: bytes) -> None:
        """Read in small portions and let go of whoever sends frames by the thousand.

        A frame of six bytes costs as much work as one of sixty thousand, and an answered ping as much memory as it
        likes: nothing else counts either of them.
        """
        for start in range(0, len(data), AT_ONCE):
            super().data_received(data[start : start + AT_ONCE])
            if self._frames_waiting > MOST_FRAMES:
                self.abort()
            if self.transport.is_closing():
                return

    async def receive(self) -> ASGIReceiveEvent:
        """The application takes a message: whoever sent it may send on."""
        message = await super().receive()
        self._frames_waiting = 0
        return message

    def handle_events(self) -> None:
        """Count what was read before it is handled."""
        self._frames_waiting += len(self.conn.events)
        super().handle_events()

    def handle_connect(self, event: Request) -> None:
        """Take the handshake; the application's task starts only after this returns."""
        self.logger = self.conn.logger = quiet
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["state"][CARRIER] = self

    async def send_together(self, frames: Sequence[bytes]) -> None:
        """Send text frames as one write once the receiver has room; raises as uvicorn's own `send` does."""
        await self.writable.wait()
        if self.disconnected or self.close_sent:
            raise ClientDisconnected
        try:
            for frame in frames:
                self.conn.send_text(frame)
        except InvalidState as error:
            raise ClientDisconnected from error
        self.transport.write(b"".join(self.conn.data_to_send()))

    def abort(self) -> None:
        """Throw away what the peer does not read; a polite close would wait for it for ever."""
        self.transport.abort()
