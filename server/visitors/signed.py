"""Reads what a site's own server has signed of its user: a JSON Web Token, HS256 and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any

import jwt

from server.clients.emails import read_email
from server.clients.people import Claims
from server.clients.phones import read_phone
from server.errors import IdentityInvalid, Refusal
from server.widget import clean_name

LONGEST = 4096  # characters of a token
LONGEST_USER = 200
LONGEST_NAME = 200
LONGEST_CLAIM = 254
LEEWAY = 60  # seconds that the clocks of two servers may differ
LIFETIME = 24 * 60 * 60  # seconds from now within which a token ends
REQUIRED: Any = {"require": ["exp", "sub", "aud"], "strict_aud": True}
# What PyJWT raises, and what its readers raise on what anybody may have written.
UNFIT = (jwt.PyJWTError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)


def read_signed(token: object, key: str, country: str | None, secrets: Iterable[str], now: float) -> Claims:
    """Who the token says this is, verified; `key` is the site's, `now` in seconds.

    Raises `IdentityInvalid`, the same for every reason: a caller learns nothing of the secret or of anybody.
    """
    if not isinstance(token, str) or len(token) > LONGEST:
        raise IdentityInvalid
    for secret in secrets:
        try:
            said = jwt.decode(token, secret, algorithms=["HS256"], audience=key, leeway=LEEWAY, options=REQUIRED)
            return _claims(said, country, now)
        except UNFIT:
            continue
    raise IdentityInvalid


def _claims(said: Mapping[str, Any], country: str | None, now: float) -> Claims:
    user, ends = said["sub"], said["exp"]
    if not (0 < len(user) <= LONGEST_USER and user.isprintable() and user == user.strip()):
        raise ValueError("sub")
    if isinstance(ends, bool) or not isinstance(ends, int | float) or ends > now + LIFETIME + LEEWAY:
        raise ValueError("exp")
    texts = {name: _text(said.get(name)) for name in ("email", "phone", "name")}
    name = clean_name(texts["name"])[:LONGEST_NAME]
    return Claims(
        user, read_contact("email", texts["email"]), read_contact("phone", texts["phone"], country), name, True
    )


def _text(value: object) -> str:
    if value is not None and not (isinstance(value, str) and len(value) <= LONGEST_CLAIM):
        raise ValueError("a claim")
    return value or ""


def read_contact(kind: str, value: str, country: str | None = None) -> str:
    """An address or a number in its normal form; empty for one that cannot be read: who somebody is holds without."""
    is_whole = country is None or value.lstrip(" (").startswith(("+", "00"))
    try:
        if not value:
            return ""
        return read_email(value) if kind == "email" else read_phone(value, () if is_whole else (str(country),))
    except Refusal:
        return ""
