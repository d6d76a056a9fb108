"""A bucket lets a burst through, then its own pace."""

from server.hub.pace import Bucket


def test_a_burst_passes_then_it_says_how_long_to_wait():
    bucket = Bucket(3, 0.5, now=100.0)

    assert [bucket.take(100.0) for _ in range(4)] == [0, 0, 0, 2]


def test_it_fills_at_its_pace_and_never_above_the_burst():
    bucket = Bucket(3, 0.5, now=0.0)
    for _ in range(3):
        bucket.take(0.0)

    assert bucket.take(1.9) == 1
    assert bucket.take(2.0) == 0
    assert [bucket.take(1000.0) for _ in range(4)] == [0, 0, 0, 2]


def test_a_clock_that_runs_backwards_takes_nothing_away():
    bucket = Bucket(2, 1, now=100.0)

    assert [bucket.take(50.0), bucket.take(50.0)] == [0, 0]
