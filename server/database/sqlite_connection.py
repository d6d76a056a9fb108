"""How SQLite's file is opened, for writing and for reading."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

BUSY_MS = 300  # twice this (a unit alone, then whoever waited behind it) stays within the second we promise
WRITING = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-16000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",
    # 16 MiB of pages before they are carried into the database: keys are random and touch many pages, and at SQLite's
    # own 1,000 every third group of 64 leads paid for a carrying of its own (a third of the time a lead took).
    "PRAGMA wal_autocheckpoint=4000",
)
READING = ("PRAGMA query_only=ON", "PRAGMA cache_size=-8000", "PRAGMA temp_store=MEMORY")


def path_of(url: str) -> Path:
    """The file that `sqlite:///<path>` names."""
    return Path(url.removeprefix("sqlite:///"))


def connect(path: Path, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    """Open the file that is there (never make an empty one); a transaction begins only where we say BEGIN."""
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode=rw",
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,  # closed by whoever finds it broken
        cached_statements=512,
    )
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
