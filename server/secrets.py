"""The installation's own secret: given in the environment, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from server.config import Installation


def secret_key(installation: Installation) -> str:
    """The key that signs links; made once with 256 random bits in a file only we can read."""
    if installation.secret_key:
        return installation.secret_key
    path = installation.data_dir / "secret_key"
    installation.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Path(path).read_text("ascii").strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text("ascii")
