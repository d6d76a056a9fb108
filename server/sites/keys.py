"""Random names and secrets: each is drawn with the system's own randomness, and kept hashed where it opens a door."""

import hashlib
import secrets

SITE_KEY_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is read for another
SITE_KEY_LENGTH = 16
SECRET_BYTES = 32


def site_key() -> str:
    """A site's public name: 16 letters and figures, 80 random bits."""
    return "".join(secrets.choice(SITE_KEY_LETTERS) for _ in range(SITE_KEY_LENGTH))


def secret(prefix: str = "") -> str:
    """256 random bits as text, after an optional prefix that tells what it is for."""
    return prefix + secrets.token_urlsafe(SECRET_BYTES)


def hashed(value: str) -> str:
    """What is kept of a secret that opens a door; a plain hash is enough for 256 random bits."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
