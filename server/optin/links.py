"""The token of a letter's link: made from the opt-in's id and the installation's key, and kept nowhere."""

from server.sealing import Sealer

PURPOSE = "optin"


def token_of(sealer: Sealer, optin: str) -> str:
    """The token; the same each time, so that a letter that is sent again is the same letter."""
    return sealer.signed_id(PURPOSE, optin)


def read_token(sealer: Sealer, token: str) -> str | None:
    """The opt-in's id, or None for what we never made."""
    return sealer.read_id(PURPOSE, token)
