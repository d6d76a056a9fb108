"""Whoever tries codes has to wait long before one is hit; whoever types right never does."""

import pytest

from server.codes.guesses import MOST, WINDOW_SECONDS, Guesses
from server.errors import AlreadyRedeemed, NotFound, TooMany


def look(guesses: Guesses, error: Exception | None, *keys: str) -> None:
    with guesses.counted(*keys):
        if error:
            raise error


def test_o2_wrong_codes_are_enough_for_a_while_by_token_and_by_network():
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    for _ in range(MOST):
        with pytest.raises(NotFound):
            look(guesses, NotFound(), "token:a", "network:1")

    for keys in (("token:a", "network:2"), ("token:b", "network:1")):
        with pytest.raises(TooMany) as refused:
            look(guesses, None, *keys)
        assert refused.value.details == {"retry_after": WINDOW_SECONDS}
    look(guesses, None, "token:b", "network:2")
    now[0] = WINDOW_SECONDS
    look(guesses, None, "token:a", "network:1")


def test_o2_codes_that_are_there_do_not_count():
    guesses = Guesses(lambda: 0.0)
    for _ in range(MOST + 1):
        look(guesses, None, "token:a")
        with pytest.raises(AlreadyRedeemed):
            look(guesses, AlreadyRedeemed(), "token:a")
