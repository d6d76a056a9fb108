"""Copies of a PostgreSQL database by its own tools, which are found where Debian and others put them."""

import glob
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from server.errors import Conflict, StorageUnavailable

PLACES = "/usr/lib/postgresql/*/bin"
EMPTY = "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public"


def backup(url: str, file: Path) -> None:
    """Write the database as it is at this moment, compressed, in the form that pg_restore reads."""
    address, environment = _address(url)
    plain = ["--no-owner", "--no-privileges"]
    _run("pg_dump", ["-Fc", *plain, "-f", str(file), "-d", address], environment)


def restore(file: Path, url: str) -> None:
    """Replace everything in the database by the backup, in one transaction: all of it or nothing."""
    address, environment = _address(url)
    with tempfile.TemporaryDirectory(prefix="frontdesk-restore-") as folder:
        script = str(Path(folder) / "script.sql")
        _run("pg_restore", ["--no-owner", "--no-privileges", "-f", script, str(file)], environment)
        stop = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction"]
        _run("psql", [*stop, "-c", EMPTY, "-f", script, "-d", address], environment)


def tool(name: str) -> str:
    """Where this tool of PostgreSQL is; the newest one where there are several."""
    places = sorted(glob.glob(f"{PLACES}/{name}"), key=lambda found: float(found.split("/")[4]))
    found = places[-1] if places else shutil.which(name)
    if found is None:
        raise Conflict(f"{name} was not found. Install the PostgreSQL client.")
    return found


def _address(url: str) -> tuple[str, dict[str, str]]:
    # Everybody on the machine can read a command's arguments: the password travels in the environment.
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    return make_conninfo("", **parts), os.environ | ({"PGPASSWORD": str(password)} if password else {})


def _run(name: str, arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603  fixed commands, arguments as a list
        [tool(name), *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise StorageUnavailable(f"{name} failed: {last}")
