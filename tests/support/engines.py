"""Real PostgreSQL and Redis for the tests: started when first asked for, one of each per run, stopped with the run.

All processes of a run (pytest-xdist) share one folder, named in the environment by the first of them; a lock file
in it lets exactly one of them start an engine. A run that was killed leaves its folder behind: the next one finds
that its owner is gone, stops what still runs there and sweeps it away.
"""

import fcntl
import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

FOLDER = "FRONTDESK_TESTS_FOLDER"
PREFIX = "frontdesk-tests-"
START_SECONDS = 60


def make_folder() -> Path:
    """Make this run's folder, readable by the user postgres, and name it to the processes that we start."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir="/tmp"))
    folder.chmod(0o755)
    os.environ[FOLDER] = str(folder)
    return folder


def shared_folder() -> Path:
    """The folder that all processes of this run share."""
    return Path(os.environ[FOLDER])


def sweep() -> None:
    """Stop and remove what runs before this one left behind when they were killed."""
    for name in glob.glob(f"/tmp/{PREFIX}*"):
        owner = Path(name).name.removeprefix(PREFIX).split("-")[0]
        if not (owner.isdigit() and Path(f"/proc/{owner}").exists()):
            close_folder(Path(name))


def close_folder(folder: Path) -> None:
    """Stop the engines of a run and remove everything they wrote."""
    for record in (folder / "postgres" / "data" / "postmaster.pid", folder / "redis" / "pid"):
        with suppress(OSError, ValueError, IndexError):
            _end(int(record.read_text().split()[0]))
    shutil.rmtree(folder, ignore_errors=True)


def _end(process: int) -> None:
    """Ask a process to go at once (SIGINT is PostgreSQL's fast shutdown) and wait until it is gone."""
    os.kill(process, signal.SIGINT)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
        if not Path(f"/proc/{process}").exists():
            return
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the run's lock of this name, so that one process does what all of them need."""
    with (shared_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(name: str, make: Callable[[], str]) -> str:
    """Let the first process of the run make a thing, and everybody read what it said about it."""
    said = shared_folder() / f"{name}.said"
    with locked(name):
        if not said.exists():
            said.write_text(make())
        return said.read_text()


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_postgres() -> str:
    """Start a PostgreSQL of this run and return its address without a database's name."""
    tools = Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda found: int(found.split("/")[4]))[-1])
    home, port = shared_folder() / "postgres", free_port()
    home.mkdir(mode=0o700)
    as_postgres: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_postgres = {"user": "postgres", "group": "postgres", "extra_groups": []}
    settings = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c shared_buffers=64MB -c max_connections=200"
    quick = "-c fsync=off -c full_page_writes=off"  # a machine that loses power ends the tests anyway
    make = ["initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    start = ["pg_ctl", "-l", str(home / "log"), "-w", "-t", str(START_SECONDS), "-o", f"{settings} {quick}", "start"]
    for name, *rest in (make, start):
        command = [str(tools / name), "-D", str(home / "data"), *rest]
        subprocess.run(command, check=True, cwd=home, stdin=DEVNULL, stdout=DEVNULL, **as_postgres)
    return f"postgresql://postgres@127.0.0.1:{port}"


def start_redis() -> str:
    """Start a Redis of this run and return its address without a database's number."""
    home, port = shared_folder() / "redis", free_port()
    home.mkdir()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(home)]
    with (home / "log").open("w") as log:
        started = subprocess.Popen(command, stdin=DEVNULL, stdout=log, stderr=log, start_new_session=True)
    (home / "pid").write_text(str(started.pid))
    wait_for_port(port, START_SECONDS)
    return f"redis://127.0.0.1:{port}"


def wait_for_port(port: int, seconds: float) -> None:
    """Wait until somebody listens on this port of this machine, at most so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"nobody listens on port {port} after {seconds} s")
        time.sleep(0.02)
