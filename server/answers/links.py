"""The token of such a letter's links: made from the letter's id and the installation's key, and kept nowhere."""

from server.sealing import Sealer

PURPOSE = "answers"


def token_of(sealer: Sealer, letter: str) -> str:
    """The token; the same each time, so that a letter that is sent again is the same letter."""
    return sealer.signed_id(PURPOSE, letter)


def read_token(sealer: Sealer, token: str) -> str | None:
    """The letter's id, or None for what we never made."""
    return sealer.read_id(PURPOSE, token)
