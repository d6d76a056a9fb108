"""The token of a letter's link: made from the opt-in's id and the installation's key, and kept nowhere."""

import hmac
import re

from server.sealing import Sealer

PURPOSE = "optin"
SHAPE = re.compile(r"([0-9a-hjkmnp-tv-z]{26})([A-Za-z0-9_-]{27})")


def token_of(sealer: Sealer, optin: str) -> str:
    """The token; the same each time, so that a letter that is sent again is the same letter."""
    return f"{optin}{sealer.sign(PURPOSE, optin)}"


def read_token(sealer: Sealer, token: str) -> str | None:
    """The opt-in's id, or None for what we never made."""
    found = SHAPE.fullmatch(token)
    if found is None or not hmac.compare_digest(sealer.sign(PURPOSE, found[1]), found[2]):
        return None
    return found[1]
