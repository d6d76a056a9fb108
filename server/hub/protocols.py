"""What uvicorn's WebSockets lack: frames that leave together, and an end for a peer that never reads."""

import logging
from collections.abc import Sequence

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.http11 import Request

CARRIER = "frontdesk.carrier"

quiet = logging.getLogger(__name__)
quiet.setLevel(logging.WARNING)  # below it uvicorn tells each visitor's address and the query of each handshake


class Lines(WebSocketsSansIOProtocol):
    """WebSockets as uvicorn speaks them, with this object put where the application finds it: `scope["state"]`."""

    def handle_connect(self, event: Request) -> None:
        """Take the handshake; the application's task starts only after this returns."""
        self.logger = quiet
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
