"""The data folder: made, found usable, and held by one process at a time."""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from server.config import WrongSetting

LOCK_FILE = "frontdesk.lock"
VARIABLE = "FRONTDESK_DATA_DIR"
EXPECTED = "a folder that this user may write to is expected"
TAKEN = (errno.EACCES, errno.EAGAIN)


class FolderInUse(Exception):
    """Another process serves the site of this folder; the words say what to do."""


def make_usable(folder: Path, setting: str = VARIABLE) -> None:
    """Make the folder where there is none; raises `WrongSetting`, naming the setting, where it cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise unusable(folder, "is not a folder", setting) from error
    except OSError as error:
        raise unusable(folder, f"cannot be made ({error.strerror})", setting) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise unusable(folder, "cannot be written to", setting)


def unusable(folder: Path, why: str, setting: str = VARIABLE) -> WrongSetting:
    """The one line about a folder that cannot be used."""
    return WrongSetting(f"{setting}: {folder} {why}; {EXPECTED}")


@contextlib.contextmanager
def held(folder: Path, setting: str = VARIABLE) -> Iterator[None]:
    """Keep the folder for this process as long as the block runs; raises `FolderInUse` where another one has it.

    The lock is the kernel's: it ends with the process, however that ends, and nothing has to be tidied up after it.
    """
    make_usable(folder, setting)
    try:
        lock = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unusable(folder, f"cannot be written to ({error.strerror})", setting) from error
    try:
        _take(lock, folder, setting)
        yield
    finally:
        os.close(lock)


def _take(lock: int, folder: Path, setting: str) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in TAKEN:
            raise unusable(folder, f"cannot be locked ({error.strerror})", setting) from error
        who = os.read(lock, 20).decode("ascii", "ignore").strip()
        raise FolderInUse(
            f"{folder} is in use by another Frontdesk{f' (process {who})' if who.isdigit() else ''}. "
            f"Stop that one first, or give this one a folder of its own with {setting}."
        ) from error
    with contextlib.suppress(OSError):  # a full disk: the number is for people only
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())
