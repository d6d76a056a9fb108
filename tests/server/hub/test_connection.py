"""A connection takes frames in order and cuts a receiver that lets them pile up."""

import asyncio

import pytest

from server.hub.connection import REFUSED, RESTART, SILENT, TOGETHER, Connection


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_frames_that_wait_leave_together_and_in_order():
    connection = Connection()

    assert [connection.send(b"a"), connection.send(b"b"), connection.send(b"c")] == [True, True, True]
    assert connection.take() == [b"a", b"b", b"c"]
    assert connection.take() == []


def test_no_more_leave_in_one_go_than_a_carrier_should_hold():
    connection = Connection()
    large = b"x" * (TOGETHER // 2)
    for _ in range(3):
        connection.send(large)

    assert [len(connection.take()), len(connection.take())] == [2, 1]


def test_a_receiver_with_too_many_bytes_waiting_is_cut_and_its_frames_are_thrown_away():
    connection = Connection(most_bytes=10)

    assert [connection.send(b"12345678"), connection.send(b"123"), connection.send(b"1")] == [True, False, False]
    assert (connection.is_cut, connection.code, connection.take()) == (True, REFUSED, [])


def test_bytes_that_are_on_their_way_count_until_they_have_left():
    connection = Connection(most_bytes=10)
    connection.send(b"12345678")
    frames = connection.take()
    connection.carried(frames)

    assert connection.send(b"12345678")
    connection.take()
    assert not connection.send(b"12345678")


def test_a_receiver_whose_oldest_frame_waits_too_long_is_cut():
    clock = Clock()
    connection = Connection(clock, most_seconds=10)
    connection.send(b"old")
    connection.take()
    clock.now += 9.9
    assert connection.send(b"young")
    assert connection.seconds_left() == pytest.approx(0.1)
    clock.now += 0.2

    assert not connection.send(b"younger")
    assert connection.is_cut


def test_the_first_code_stands_and_what_waits_still_leaves():
    connection = Connection()
    connection.send(b"last words")
    connection.close(RESTART)
    connection.close(SILENT)

    assert not connection.send(b"too late")
    assert (connection.code, connection.is_open, connection.take()) == (RESTART, False, [b"last words"])


async def test_the_carrier_wakes_for_a_frame_and_for_the_end():
    connection = Connection()
    async with asyncio.timeout(5):
        connection.send(b"a")
        await connection.wait()
        connection.take()
        sleeping = asyncio.create_task(connection.wait())
        await asyncio.sleep(0)
        assert not sleeping.done()
        connection.close(RESTART)
        await sleeping
