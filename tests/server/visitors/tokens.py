"""Tokens as a site's own server signs them, and as vandals would like them to be."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

DAY = 24 * 60 * 60


def claims(key: str, **said: Any) -> dict[str, Any]:
    """What an honest server says; a claim that is None is left out."""
    whole = {"sub": "42", "aud": key, "exp": int(time.time()) + 3600} | said
    return {name: value for name, value in whole.items() if value is not None}


def token(secret: str, said: Any, header: Any = None) -> str:
    """Any header over any payload, signed with HMAC-SHA256, by hand: a library would refuse to write half of them."""
    head = {"alg": "HS256", "typ": "JWT"} if header is None else header
    signed = f"{coded(head)}.{coded(said)}"
    return f"{signed}.{plain(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())}"


def coded(value: Any) -> str:
    """JSON in the letters of a token; bytes stay what they are."""
    return plain(value if isinstance(value, bytes) else json.dumps(value).encode())


def plain(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
