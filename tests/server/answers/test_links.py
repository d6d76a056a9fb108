"""A letter's link is made for this purpose only."""

from server.answers.links import read_token, token_of
from server.database import new_id
from server.optin import links as optin
from server.sealing import Sealer

SEALER = Sealer("a key for tests")


def test_a_token_is_read_by_whoever_made_it_and_no_other_purposes_is():
    letter = new_id()
    token = token_of(SEALER, letter)

    assert (read_token(SEALER, token), token_of(SEALER, letter)) == (letter, token)
    assert read_token(Sealer("another key"), token) is None
    assert read_token(SEALER, optin.token_of(SEALER, letter)) is None
    assert [read_token(SEALER, bad) for bad in ("", token[:-1], f"{token}x", "Ä" * 53)] == [None] * 4
