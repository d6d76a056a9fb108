"""Secrets that we must be able to read again, such as a webhook's, are kept sealed under the installation's own key."""

import base64
import hmac
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.config import Installation, WrongSetting

KEY_FILE = "secret.key"
SIGNED_ID = re.compile(r"([0-9a-hjkmnp-tv-z]{26})([A-Za-z0-9_-]{27})")


class Unsealable(Exception):
    """What was kept sealed cannot be read: the secret key is another one than when it was sealed, or the text broke."""


class Sealer:
    """Seals and opens short texts; whoever has the database but not the key reads nothing of them.

    `key` is the installation's secret, or how to have it: it is asked for at the first sealing or opening.
    """

    def __init__(self, key: str | Callable[[], str]) -> None:
        self._key = key

    def seal(self, text: str) -> str:
        """The text as it may be kept; sealing it twice gives two different results."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """The text that was sealed, or `Unsealable`."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise Unsealable("sealed with another FRONTDESK_SECRET_KEY") from error

    def sign(self, purpose: str, text: str) -> str:
        """27 characters for an address, the same each time, that only who has the key can make of this text."""
        made = hmac.digest(self._signing, f"{purpose}\n{text}".encode(), "sha256")[:20]
        return base64.urlsafe_b64encode(made).decode("ascii").rstrip("=")

    def signed_id(self, purpose: str, id_: str) -> str:
        """One of our ids as it may stand in an address: only who has the key can make it, and for this purpose."""
        return f"{id_}{self.sign(purpose, id_)}"

    def read_id(self, purpose: str, token: str) -> str | None:
        """The id that was signed for this purpose, or None for what we never made."""
        found = SIGNED_ID.fullmatch(token)
        if found is None or not hmac.compare_digest(self.sign(purpose, found[1]), found[2]):
            return None
        return found[1]

    @cached_property
    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._derived(b"frontdesk sealing 1")))

    @cached_property
    def _signing(self) -> bytes:
        return self._derived(b"frontdesk signing 1")

    def _derived(self, info: bytes) -> bytes:
        key = self._key if isinstance(self._key, str) else self._key()
        return HKDF(SHA256(), length=32, salt=None, info=info).derive(key.encode())


def secret_key(installation: Installation) -> str:
    """The installation's secret key: the one that is set, or the one that was made once and lies in the data folder."""
    if installation.secret_key:
        return installation.secret_key
    path = installation.data_dir / KEY_FILE
    try:
        return _kept(path) or _made(path)
    except OSError as error:
        raise WrongSetting(f"FRONTDESK_DATA_DIR: {path} cannot be kept ({error.strerror})") from error


def _kept(path: Path) -> str:
    with suppress(FileNotFoundError):
        return path.read_text("ascii").strip()
    return ""


def _made(path: Path) -> str:
    """Make the key; of several processes that start at once one makes it, and the others read that one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(own, path)  # whole or not at all, and never over another's
    finally:
        own.unlink()
    return _kept(path)
