"""A keep-alive HTTP/1.1 connection that costs its process next to nothing, for load from few cores."""

import asyncio
import json
from typing import Any


class HttpLine(asyncio.Protocol):
    """One connection, one request at a time: `await line.post(path, headers, body)` gives status and body."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, port: int) -> "HttpLine":
        """Connect to a port of this machine."""
        _, line = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return line

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport to write to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits learns that no answer will come."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("closed before the answer"))
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Hand the answer over once it is whole; ours always tell their length."""
        self._buffer += data
        head, blank, body = self._buffer.partition(b"\r\n\r\n")
        if not blank or self._waiting is None:
            return
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].partition(b"\r\n")[0])
        if len(body) >= length:
            self._buffer = b""
            self._waiting.set_result((int(head[9:12]), body))

    async def post(self, path: str, headers: str, body: bytes) -> tuple[int, bytes]:
        """Send one POST and wait for its answer; `headers` are whole lines that end with CR LF."""
        if self._transport is None:
            raise ConnectionResetError("closed")
        self._waiting = asyncio.get_running_loop().create_future()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)
        return await self._waiting

    async def post_json(self, path: str, headers: str, body: Any) -> tuple[int, Any]:
        """Send one POST with a JSON body and read the answer as JSON."""
        status, said = await self.post(path, f"{headers}Content-Type: application/json\r\n", json.dumps(body).encode())
        return status, json.loads(said) if said else None

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()
