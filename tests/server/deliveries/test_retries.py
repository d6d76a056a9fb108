"""The table of retries: soon at first, then over three days, then not by itself any more."""

import pytest

from server.deliveries.retries import wait_ms

MINUTE, HOUR = 60_000, 3_600_000
TABLE = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]


def test_k7_the_waits_grow_and_the_long_ones_are_spread():
    for tried, wait in enumerate(TABLE, 1):
        found = {wait_ms(tried) for _ in range(50)}
        assert all(0.9 * wait <= each <= 1.1 * wait for each in found)
        assert (len(found) > 1) is (wait > 5_000)
    assert wait_ms(10) is wait_ms(11) is None


@pytest.mark.parametrize(
    ("tried", "asked", "wait"), [(1, 1.0, 5_000), (1, 60.0, 60_000), (1, 1e9, 24 * HOUR), (10, 60.0, None)]
)
def test_what_a_receiver_asks_for_counts_within_bounds(tried, asked, wait):
    assert wait_ms(tried, asked) == wait
