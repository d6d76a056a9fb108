"""Uvicorn set up for strangers: no compression bombs, small frames, and a deadline for slow senders."""

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 15.0  # uvicorn itself has none: a client with one header line every 4 s stays connected for ever
HEADER_BYTES = 64 * 1024
READ_BYTES = 256 * 1024  # what asyncio reads at once
FRAME_BYTES = 128 * 1024  # above the 64 KiB of hub/decoder.py: what is a little too large gets a typed refusal first
READER_SECONDS = 30.0  # that an answer may wait for somebody who does not read it
GRACE_SECONDS = 8


class PatientProtocol(HttpToolsProtocol):  # type: ignore[misc, unused-ignore]
    """HTTP/1.1 that waits `HEADER_SECONDS` for a request's head of at most `HEADER_BYTES`, and no longer.

    The same holds for whatever comes between two requests, such as a body that nobody wanted; and an answer waits
    `READER_SECONDS` for its reader.
    """

    _deadline: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _upgraded = False

    def connection_made(self, transport: Any) -> None:
        """Start the clock with the connection."""
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock with the connection."""
        self._stop_clock()
        self._stop_reader_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes before the head is whole: httptools itself has no limit."""
        if self._deadline is not None:
            self._head_bytes += len(data)
            if self._head_bytes > HEADER_BYTES + READ_BYTES:  # a body may come in one piece with its head
                self._give_up()
                return
        super().data_received(data)
        if self._deadline is None and self._is_idle():
            self._start_clock()

    def handle_websocket_upgrade(self) -> None:
        """From here on the connection is the socket's, which has deadlines of its own."""
        self._upgraded = True
        super().handle_websocket_upgrade()

    def pause_writing(self) -> None:
        """The answer waits for its reader, but not for ever."""
        super().pause_writing()
        self._stop_reader_clock()
        self._reader = self.loop.call_later(READER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader reads; what is closed already has no more time for that."""
        if not self.transport.is_closing():
            self._stop_reader_clock()
        super().resume_writing()

    def on_response_complete(self) -> None:
        """After the last answer the connection closes, whether it is read or not."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._let_go()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing came after an answer."""
        self._give_up()

    def on_message_begin(self) -> None:
        """A further request on the same connection has its own deadline."""
        super().on_message_begin()
        if self._deadline is None:
            self._start_clock()

    def on_headers_complete(self) -> None:
        """The head is whole: from here on the doors watch the body."""
        self._stop_clock()
        super().on_headers_complete()

    def _start_clock(self) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _stop_reader_clock(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None

    def _is_idle(self) -> bool:
        answered = self.cycle is None or self.cycle.response_complete
        return answered and not self._upgraded and not self.transport.is_closing()

    def _give_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()
            self._let_go()

    def _let_go(self) -> None:
        """What is closed waits for its reader as well: a polite close would never end."""
        self._stop_reader_clock()
        self._reader = self.loop.call_later(READER_SECONDS, self.transport.abort)


def server(app: Any, host: str, port: int) -> uvicorn.Server:
    """A uvicorn server for `app`; frames over 128 KiB are closed with 1009 unread, deflate is off."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=PatientProtocol,
            ws="server.hub.protocols:Lines",  # uvicorn's own, with an end for peers that never read
            ws_max_size=FRAME_BYTES,
            ws_per_message_deflate=False,
            ws_ping_interval=None,  # our own ping frames tell both sides; see docs/protocol.md
            ws_ping_timeout=None,
            proxy_headers=False,  # visitors/addresses.py believes listed proxies only
            server_header=False,
            date_header=True,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=15,
            h11_max_incomplete_event_size=32 * 1024,
            lifespan="on",
        )
    )
