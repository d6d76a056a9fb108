"""The process that asks: so many submitters, each with a connection of its own, for so many seconds.

Reads a `Load` as JSON from standard input and prints a `Measured` as JSON; runs on a core of its own.
"""

import asyncio
import dataclasses
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.bench import cores
from tests.support.http_line import HttpLine
from tests.support.submitting import Sending


@dataclass(frozen=True)
class Load:
    """What to send, where to and for how long; `first` keeps the people of one round apart from another's."""

    port: int
    path: str
    origin: str
    widget: str
    first: int
    submitters: int = 64
    seconds: float = 3.0


@dataclass(frozen=True)
class Measured:
    """How many were answered as kept, how quickly, and the answers that were not."""

    per_second: float
    p50_ms: float
    p99_ms: float
    others: dict[str, int]


async def measure(load: Load) -> Measured:
    """Send until the time is over; each submitter waits for its answer before it sends the next."""
    numbers = iter(range(load.first, load.first + 10_000_000))
    times: list[float] = []
    others: dict[str, int] = {}
    end = time.perf_counter() + load.seconds

    async def submitter() -> None:
        line = await HttpLine.open(load.port)
        while (begun := time.perf_counter()) < end:
            sending = Sending(load.widget, next(numbers))
            status, _ = await line.post(load.path, sending.headers(load.origin), sending.encoded())
            if status == 201:
                times.append(time.perf_counter() - begun)
            else:
                others[str(status)] = others.get(str(status), 0) + 1
        line.close()

    begun = time.perf_counter()
    await asyncio.gather(*(submitter() for _ in range(load.submitters)))
    times.sort()
    last = len(times) - 1
    return Measured(
        len(times) / (time.perf_counter() - begun),
        times[last // 2] * 1000 if times else 0.0,
        times[last * 99 // 100] * 1000 if times else 0.0,
        others,
    )


def run(load: Load) -> Measured:
    """Measure in a process of its own, on the clients' core."""
    command, said = [sys.executable, "-m", "tests.bench.load"], json.dumps(dataclasses.asdict(load))
    done = subprocess.run(command, input=said, stdout=subprocess.PIPE, text=True, timeout=load.seconds + 60, check=True)
    return Measured(**json.loads(done.stdout))


if __name__ == "__main__":
    cores.keep_to(cores.CLIENTS, os.getpid())
    print(json.dumps(dataclasses.asdict(asyncio.run(measure(Load(**json.load(sys.stdin)))))))
