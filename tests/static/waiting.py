"""Waits for what happens outside of the page."""

import asyncio
from collections.abc import Callable


async def until(is_so: Callable[[], object], seconds: float = 5) -> None:
    """Wait until something is true, or fail after a while."""
    for _ in range(int(seconds * 20)):
        if is_so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen")
