"""Each limit fires, and honest use passes."""

import pytest

from server.errors import TooMany
from server.visitors.limits import Limit, Limits


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def passed(act, *args, times):
    """How many of so many in a row pass."""
    count = 0
    for _ in range(times):
        try:
            act(*args)
        except TooMany:
            continue
        count += 1
    return count


def test_thirty_honest_people_behind_one_address_pass(clock):
    limits = Limits(clock)

    for _ in range(30):
        limits.sockets("203.0.113.7")
        limits.capture("203.0.113.7", "site")
        for _ in range(10):
            limits.visits("203.0.113.7", "site")
        for _ in range(3):
            limits.events("203.0.113.7", "site")
        clock.now += 1


@pytest.mark.parametrize(
    ("name", "burst", "a_minute"), [("capture", 60, 30), ("events", 120, 240), ("visits", 300, 600)]
)
def test_the_limit_of_a_network_at_a_site_fires_and_lets_go(clock, name, burst, a_minute):
    act = getattr(Limits(clock), name)

    assert passed(act, "203.0.113.7", "site", times=burst + 50) == burst
    assert passed(act, "203.0.113.7", "other site", times=1) == 1
    assert passed(act, "203.0.113.8", "site", times=1) == 1
    clock.now += 60
    assert passed(act, "203.0.113.7", "site", times=burst + 50) == min(burst, a_minute)


def test_the_limit_of_sockets_fires_at_whatever_site(clock):
    limits = Limits(clock)

    assert passed(limits.sockets, "203.0.113.7", times=1300) == 1200
    clock.now += 60
    assert passed(limits.sockets, "203.0.113.7", times=1300) == 600


def test_the_limit_of_letters_links_fires_at_whatever_site(clock):
    limits = Limits(clock)

    assert passed(limits.confirmations, "203.0.113.7", times=100) == 60
    assert passed(limits.confirmations, "203.0.113.8", times=60) == 60


def test_one_customers_ipv6_addresses_share_a_limit(clock):
    limits = Limits(clock)

    for n in range(60):
        limits.capture(f"2001:db8::{n:x}", "site")
    with pytest.raises(TooMany) as refused:
        limits.capture("2001:db8::ffff", "site")
    assert refused.value.details == {"retry_after": 2}
    limits.capture("2001:db8:0:1::1", "site")


def test_the_number_of_buckets_is_bounded_and_the_quietest_goes_first(clock):
    limit = Limit(1, 1, clock, most_keys=2)
    limit.take("a")
    limit.take("b")
    with pytest.raises(TooMany):
        limit.take("a")
    limit.take("c")

    assert len(limit) == 2
    with pytest.raises(TooMany):
        limit.take("a")
    limit.take("b")
