"""Who is online: a manager is here while one of his sockets lives, and a moment longer in case it comes back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from server.problems import our_fault

LINGER_SECONDS = 4.0  # a page that reloads or a line that breaks is back within it


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who is here: an id and the name that colleagues see."""

    id: str
    name: str


Watcher = Callable[[str], None]


class Presence(Protocol):
    """The small promise that every presence keeps; `tests/server/hub/presence_behaviour.py` says it in tests.

    A room is a site's id; a socket is any string that is unique among living sockets.
    """

    async def arrive(self, room: str, who: Somebody, socket: str) -> None:
        """This person has a living socket in the room."""
        ...

    async def lose(self, room: str, socket: str) -> None:
        """The socket was lost; its person is here for 4 s more, unless another socket lives."""
        ...

    async def leave(self, room: str, socket: str) -> None:
        """The person closed this socket on purpose; without another one he is gone at once."""
        ...

    async def online(self, room: str) -> tuple[Somebody, ...]:
        """Everybody who is here now, each once, in order of arrival."""
        ...

    def watch(self, watcher: Watcher) -> None:
        """Be called with the room's name whenever `online` of it has changed."""
        ...

    async def close(self) -> None:
        """Forget everybody and tell nobody."""
        ...


@dataclass(slots=True)
class _Room:
    sockets: dict[str, Somebody] = field(default_factory=dict)
    lingering: dict[str, asyncio.TimerHandle] = field(default_factory=dict)


class MemoryPresence:
    """Presence in an installation with one process."""

    def __init__(self, linger_seconds: float = LINGER_SECONDS) -> None:
        self._linger = linger_seconds
        self._rooms: dict[str, _Room] = {}
        self._watchers: list[Watcher] = []

    async def arrive(self, room: str, who: Somebody, socket: str) -> None:
        """Count the socket in."""
        before = await self.online(room)
        here = self._rooms.setdefault(room, _Room())
        self._stop_clock(here, socket)
        here.sockets[socket] = who
        await self._tell_change(room, before)

    async def lose(self, room: str, socket: str) -> None:
        """Start the clock for this socket."""
        here = self._rooms.get(room)
        if here is None or socket not in here.sockets or socket in here.lingering:
            return
        here.lingering[socket] = asyncio.get_running_loop().call_later(self._linger, self._drop, room, socket)

    async def leave(self, room: str, socket: str) -> None:
        """Count the socket out, and with it those of this person whose clock already runs."""
        here = self._rooms.get(room)
        who = here.sockets.get(socket) if here else None
        if here is None or who is None:
            return
        before = await self.online(room)
        for each in [socket, *(other for other in here.lingering if here.sockets[other].id == who.id)]:
            self._forget(room, each)
        await self._tell_change(room, before)

    async def online(self, room: str) -> tuple[Somebody, ...]:
        """Everybody with a socket here that lives or lingers."""
        here = self._rooms.get(room)
        return tuple({who.id: who for who in here.sockets.values()}.values()) if here else ()

    def watch(self, watcher: Watcher) -> None:
        """Add a watcher."""
        self._watchers.append(watcher)

    async def close(self) -> None:
        """Stop every clock."""
        for here in self._rooms.values():
            for clock in here.lingering.values():
                clock.cancel()
        self._rooms.clear()

    def _drop(self, room: str, socket: str) -> None:
        who = self._rooms[room].sockets[socket]
        self._forget(room, socket)
        here = self._rooms.get(room)
        if here is None or all(other.id != who.id for other in here.sockets.values()):
            self._tell(room)

    def _forget(self, room: str, socket: str) -> None:
        here = self._rooms.get(room)
        if here is None:
            return
        self._stop_clock(here, socket)
        here.sockets.pop(socket, None)
        if not here.sockets:
            del self._rooms[room]

    @staticmethod
    def _stop_clock(here: _Room, socket: str) -> None:
        if clock := here.lingering.pop(socket, None):
            clock.cancel()

    async def _tell_change(self, room: str, before: tuple[Somebody, ...]) -> None:
        if await self.online(room) != before:
            self._tell(room)

    def _tell(self, room: str) -> None:
        for watcher in self._watchers:
            try:
                watcher(room)
            except Exception as error:
                our_fault(error, room=room)
