"""Servers on one core, whoever asks them on the other: neither takes the other's time."""

import os
from contextlib import suppress
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
SERVERS, CLIENTS = CORES[0], CORES[-1]


def keep_to(core: int, process: int) -> None:
    """Keep a process with all its threads on one core."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(ProcessLookupError):
            os.sched_setaffinity(int(thread.name), {core})
