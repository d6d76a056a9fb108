"""A link's token is made from the opt-in's id and our key, and from nothing else."""

from server.database import new_id
from server.optin.links import read_token, token_of
from server.sealing import Sealer

SEALER = Sealer("a key")


def test_a_token_is_the_same_each_time_and_tells_its_opt_in():
    optin = new_id()
    token = token_of(SEALER, optin)

    assert (token, read_token(SEALER, token)) == (token_of(SEALER, optin), optin)
    assert len(token) == 53


def test_what_we_never_made_is_no_token():
    one, other = token_of(SEALER, new_id()), token_of(SEALER, new_id())
    forged = [
        "",
        one[:-1],
        one + "A",
        one.upper(),
        other[:26] + one[26:],
        token_of(Sealer("another key"), one[:26]),
        one[:26] + SEALER.sign("preview", one[:26]),
        "ж" * 53,
    ]

    assert [read_token(SEALER, each) for each in forged] == [None] * len(forged)
