"""Carries a `Connection` on a Starlette WebSocket: a sender has deadlines, a receiver is never waited for."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect
from uvicorn.protocols.utils import ClientDisconnected

from server.hub.connection import FAILED, SILENT, Connection
from server.hub.protocols import CARRIER, Lines

OnFrame = Callable[[bytes | str], Awaitable[None]]
GONE = (WebSocketDisconnect, ClientDisconnected, OSError)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long, in seconds, each thing may take on one socket."""

    first_frame: float = 30.0
    silence: float = 60.0
    ping: float = 25.0
    closing: float = 2.0  # to say the last frames and the code
    goodbye: float = 12.0  # for the other side to answer the code


PATIENT = Deadlines()


async def carry(
    websocket: WebSocket,
    connection: Connection,
    on_frame: OnFrame,
    ping: Callable[[], bytes],
    deadlines: Deadlines = PATIENT,
) -> None:
    """Carry frames both ways on an accepted socket until one side ends; leaves no task behind.

    `on_frame` gets one frame at a time: while it works nothing more is read from this sender. A failure of
    `on_frame` ends the socket and is raised here.
    """
    carrier: Lines | None = websocket.scope.get("state", {}).get(CARRIER)
    if carrier is not None:
        connection.abort = carrier.abort
    reader = asyncio.create_task(_read(websocket, connection, on_frame, deadlines))
    reader.add_done_callback(lambda _: connection.close(FAILED))
    try:
        await _write(websocket, carrier, connection, ping, deadlines)
        await _end(websocket, connection, deadlines)
    finally:
        reader.cancel()
        await asyncio.wait((reader,))
    if not reader.cancelled() and (failure := reader.exception()):
        raise failure


async def _read(websocket: WebSocket, connection: Connection, on_frame: OnFrame, deadlines: Deadlines) -> None:
    patience = deadlines.first_frame
    while connection.is_open:
        try:
            async with asyncio.timeout(patience):
                message = await websocket.receive()
        except TimeoutError:
            connection.close(SILENT)
            return
        if message["type"] == "websocket.disconnect":
            connection.cut()
            return
        await on_frame(message.get("text") or message.get("bytes") or b"")
        patience = deadlines.silence


async def _write(
    websocket: WebSocket,
    carrier: Lines | None,
    connection: Connection,
    ping: Callable[[], bytes],
    deadlines: Deadlines,
) -> None:
    clock = asyncio.get_running_loop().time
    next_ping = clock() + deadlines.ping
    while True:
        try:
            async with asyncio.timeout_at(next_ping):
                await connection.wait()
        except TimeoutError:
            next_ping = clock() + deadlines.ping
            connection.send(ping())
            continue
        frames = connection.take()
        if not frames:
            return
        patience = connection.seconds_left() if connection.is_open else deadlines.closing
        try:
            async with asyncio.timeout(patience):
                await _send(websocket, carrier, frames)
        except (TimeoutError, *GONE):
            connection.cut()
            return
        connection.carried(frames)


async def _send(websocket: WebSocket, carrier: Lines | None, frames: list[bytes]) -> None:
    if carrier is not None:
        await carrier.send_together(frames)
        return
    for frame in frames:
        await websocket.send_text(frame.decode())


async def _end(websocket: WebSocket, connection: Connection, deadlines: Deadlines) -> None:
    """Say the code to whoever listens; let go of whoever does not."""
    if connection.is_cut:
        return
    try:
        async with asyncio.timeout(deadlines.closing):
            await websocket.close(connection.code or SILENT)
    except (TimeoutError, RuntimeError, *GONE):
        connection.cut()
        return
    asyncio.get_running_loop().call_later(deadlines.goodbye, connection.abort)
