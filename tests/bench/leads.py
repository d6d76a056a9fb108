"""Leads over HTTP: person, timeline, consent, lead and outbox in one commit, beside a handler that does nothing."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench import cores, load
from tests.bench.figures import Figure, at_most, per_round
from tests.support.engines import free_port, wait_for_port
from tests.support.running import Running, begin, end

FSYNCS = 200


@asynccontextmanager
async def real_server(folder: Path, **environment: str) -> AsyncIterator[tuple[Running, str]]:
    """The real server with one widget that asks for a phone number; every sender has an address of its own."""
    running = await begin(folder / "server", FRONTDESK_TRUSTED_PROXIES="127.0.0.1", **environment)
    try:
        assert running.process is not None
        cores.keep_to(cores.SERVERS, running.process.pid)
        yield running, await running.place()
    finally:
        await end(running)


@asynccontextmanager
async def bare_server() -> AsyncIterator[int]:
    """The handler that does nothing; gives its port."""
    port = free_port()
    process = await asyncio.to_thread(subprocess.Popen, [sys.executable, "-m", "tests.bench.bare", str(port)])
    try:
        await asyncio.to_thread(wait_for_port, port, 20)
        cores.keep_to(cores.SERVERS, process.pid)
        yield port
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 20)


async def measure(folder: Path, rounds: int, seconds: float) -> list[Figure]:
    """Both figures of the road: 64 submitters, and one alone against the disk."""
    async with real_server(folder) as (running, widget), bare_server() as bare:
        address = f"/v1/sites/{running.key}/submissions"
        taken = []
        for number in range(rounds):
            first = number * 200_000
            mine = await _load(load.Load(running.port, address, running.pages.origin, widget, first, 64, seconds))
            theirs = await _load(load.Load(bare, "/nothing", running.pages.origin, widget, first, 64, seconds))
            taken.append((mine.per_second, theirs.per_second))
        alone = load.Load(running.port, address, running.pages.origin, widget, rounds * 200_000, 1, seconds)
        disk = fsync_ms(folder)
        single = await _load(alone)
    what = "leads over HTTP, 64 submitters"
    return [
        per_round(what, "/s", "bare Starlette handler, same uvicorn settings", taken, 1200, 0.15),
        at_most("one submitter, p50", single.p50_ms, "ms", "fsync of 4 KiB, p50, and 1.5 ms", disk + 1.5),
    ]


async def _load(asked: load.Load) -> load.Measured:
    measured = await asyncio.to_thread(load.run, asked)
    assert not measured.others, f"not every lead was kept: {measured.others}"
    return measured


def fsync_ms(folder: Path) -> float:
    """The median time that the disk takes for 4 KiB."""
    times = []
    with (folder / "fsync").open("wb") as file:
        for _ in range(FSYNCS):
            file.write(b"x" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)[FSYNCS // 2]
