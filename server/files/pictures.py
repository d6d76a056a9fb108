"""Pictures are drawn anew before anybody is shown them, in a process of their own with little time and memory."""

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import NamedTuple

from server.errors import Invalid, Overloaded

PROGRAM = Path(__file__).with_name("decoder.py")  # never imported here: what a decoder does wrong, it does elsewhere
SECONDS = 20.0
AT_ONCE = 2
WAITING = 16  # pictures that wait for their turn; one more is refused


class Picture(NamedTuple):
    """A picture as it is kept: nothing but its pixels, width and height in pixels."""

    type: str
    width: int
    height: int
    data: bytes


class Pictures:
    """Draws two at once; the others wait, and beyond 16 they are refused."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def redraw(self, data: bytes) -> Picture:
        """The picture without what was hidden in it (where it was taken, by what), at most 2,560 px wide and high.

        Raises `Invalid` for a picture that nobody can draw and for one of more than 40 million pixels, `Overloaded`
        where too many wait.
        """
        if self._waiting >= WAITING:
            raise Overloaded
        self._waiting += 1
        try:
            async with self._turns:
                return await self._drawn(data)
        finally:
            self._waiting -= 1

    async def _drawn(self, data: bytes) -> Picture:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            str(PROGRAM),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},  # the installation's secrets stand in ours
        )
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await process.communicate(data)
        except TimeoutError:
            raise _unfit("broken") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        head, _, made = said.partition(b"\n")
        if process.returncode:
            raise _unfit("pixels" if head == b"pixels" else "broken")
        kind, width, height = head.decode().split()
        return Picture(kind, int(width), int(height), made)


def _unfit(reason: str) -> Invalid:
    words = {"pixels": "a picture of at most 40 million pixels", "broken": "a picture that can be read"}
    return Invalid(errors={"file": words[reason]}, reasons={"file": reason})
