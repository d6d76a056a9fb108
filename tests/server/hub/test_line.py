"""A line answers every refusal with a frame, and ends where somebody does not listen."""

import json

import pytest

from server.errors import KeyReused
from server.hub.connection import REFUSED, TOO_LARGE, UNREADABLE, Connection
from server.hub.line import MOST_TOO_MANY, Line
from server.hub.messages import FROM_VISITOR
from server.hub.visitor_frames import Hello, Submit


class Desk:
    """A line with plain values around it."""

    def __init__(self, failure=None):
        self.now = 0.0
        self.handled = []
        self.failure = failure
        self.connection = Connection()
        self.line = Line(self.connection, FROM_VISITOR, self.handle, lambda: self.now, connection=1)

    async def handle(self, frame):
        self.handled.append(frame)
        if self.failure:
            raise self.failure

    async def say(self, raw):
        await self.line.on_frame(raw)
        return [json.loads(frame) for frame in self.connection.take()]


async def test_a_good_frame_is_handled_and_a_pong_needs_nobody():
    desk = Desk()

    assert await desk.say(b'{"type":"hello"}') == []
    assert await desk.say(b'{"type":"pong"}') == []
    assert desk.handled == [Hello(type="hello")]


async def test_what_the_handler_refuses_is_told_with_the_key():
    desk = Desk(KeyReused())

    assert await desk.say(b'{"type":"submit","key":"k1","widget":"w","values":{}}') == [
        {
            "type": "refused",
            "key": "k1",
            "code": "key_reused",
            "message": "This key was used for something else.",
            "again": False,
        }
    ]
    assert desk.handled == [Submit(type="submit", key="k1", widget="w", values={})]


async def test_what_the_frame_lacks_is_told_with_the_key_and_nothing_is_handled():
    desk = Desk()

    [told] = await desk.say(b'{"type":"submit","key":"k1","values":{}}')

    assert (told["key"], told["code"], told["errors"]) == ("k1", "invalid", {"widget": "is required"})
    assert desk.handled == []


async def test_an_unknown_type_is_told_and_the_line_goes_on():
    desk = Desk()

    [told] = await desk.say(b'{"type":"shout"}')

    assert (told["code"], desk.connection.is_open) == ("unknown_frame", True)


async def test_a_failure_of_ours_is_told_with_a_trace_and_not_its_words(capsys):
    desk = Desk(RuntimeError("+381601234567"))

    [told] = await desk.say(b'{"type":"hello"}')

    assert (told["code"], told["again"], desk.connection.is_open) == ("internal", True, True)
    logged = "".join(capsys.readouterr())
    assert told["trace"] in logged
    assert "+381601234567" not in logged + json.dumps(told)


@pytest.mark.parametrize("raw", [b"[1", rb'{"type":"hello","visitor":"\ud800"}', b"[" * 1000, b'{"a":NaN}'])
async def test_two_unreadable_frames_end_the_line_with_4400(raw):
    desk = Desk()

    first, code_after_first = await desk.say(raw), desk.connection.code
    second = await desk.say(raw)

    assert [told["code"] for told in first + second] == ["unreadable", "unreadable"]
    assert (code_after_first, desk.connection.code) == (None, UNREADABLE)


async def test_a_frame_of_65_kib_is_refused_by_name_and_the_line_ends_with_1009():
    desk = Desk()

    [told] = await desk.say(b'{"type":"hello","page":{"title":"' + b"x" * 65 * 1024 + b'"}}')

    assert (told["code"], desk.connection.code, desk.handled) == ("too_large", TOO_LARGE, [])


async def test_a_burst_of_twenty_passes_and_more_are_told_when_to_try_again():
    desk = Desk()
    for _ in range(20):
        assert await desk.say(b'{"type":"hello"}') == []

    [told] = await desk.say(b'{"type":"submit","key":"k1","widget":"w","values":{}}')
    assert (told["code"], told["key"], told["again"], told["retry_after"]) == ("too_many", "k1", True, 1)
    desk.now += 1
    assert await desk.say(b'{"type":"hello"}') == []
    assert len(desk.handled) == 21


async def test_a_large_frame_that_comes_too_soon_is_not_even_read():
    desk = Desk()
    for _ in range(20):
        await desk.say(b'{"type":"hello"}')

    [told] = await desk.say(b"[" * 60_000)

    assert (told["code"], "key" in told, desk.connection.is_open) == ("too_many", False, True)


async def test_whoever_does_not_listen_is_closed():
    desk = Desk()
    for _ in range(20 + MOST_TOO_MANY):
        await desk.say(b'{"type":"hello"}')

    assert desk.connection.code == REFUSED
