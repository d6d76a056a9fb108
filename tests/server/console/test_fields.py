"""Forms are read strictly."""

import pytest
from starlette.requests import Request

from server.console import fields
from server.console.fields import KIND, MOST_BYTES, read_fields
from server.errors import TooLarge, TooSlow, Unreadable


def form(body: bytes, kind: str = KIND) -> Request:
    sent = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        return sent.pop() if sent else {"type": "http.disconnect"}

    return Request({"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}, receive)


async def test_fields_are_read_with_their_empty_ones():
    assert await read_fields(form(b"a=1&b=&c=%D0%B0+%2B")) == {"a": "1", "b": "", "c": "а +"}


@pytest.mark.parametrize(
    "body",
    [b"a=1&a=2", b"a=%FF", b"a=%00", b"a=%ED%A0%80", "a=é".encode(), b"&".join(b"a%d=1" % n for n in range(21))],
)
async def test_what_is_no_clean_form_is_refused(body):
    with pytest.raises(Unreadable):
        await read_fields(form(body))


async def test_another_kind_of_body_is_refused():
    with pytest.raises(Unreadable):
        await read_fields(form(b"{}", "application/json"))


async def test_a_form_larger_than_its_limit_is_refused():
    with pytest.raises(TooLarge):
        await read_fields(form(b"a=" + b"x" * MOST_BYTES))


async def test_a_form_that_does_not_come_is_not_waited_for(monkeypatch):
    async def never():
        await asyncio.sleep(60)

    import asyncio

    monkeypatch.setattr(fields, "SECONDS", 0.01)
    request = Request({"type": "http", "method": "POST", "headers": [(b"content-type", KIND.encode())]}, never)
    with pytest.raises(TooSlow):
        await read_fields(request)


async def test_a_sender_who_leaves_is_no_fault_of_ours():
    async def gone():
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "POST", "headers": [(b"content-type", KIND.encode())]}, gone)
    with pytest.raises(Unreadable):
        await read_fields(request)
