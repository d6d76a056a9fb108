"""One way out of the house, which reaches no private address and always comes to an end."""

import asyncio
import os
import time

import pytest

from server.outgoing.addresses import Allowed
from server.outgoing.failures import (
    AddressRefused,
    AnswerTooLarge,
    BrokenAnswer,
    TooSlow,
    Unreachable,
    WrongUrl,
)
from server.outgoing.fetcher import Fetcher, Outgoing
from tests.server.outgoing.forbidden import FORBIDDEN
from tests.server.outgoing.nets import NoNetwork, names
from tests.support.receiver import certified, receiving, silent, status

HERE = Allowed.read(["127.0.0.1"])


def _url(address: str, port: int = 80) -> str:
    return f"http://[{address}]:{port}/" if ":" in address else f"http://{address}:{port}/"


@pytest.mark.parametrize("address", FORBIDDEN)
async def test_g21_nothing_is_sent_to_a_forbidden_address_whether_it_is_written_or_looked_up(address):
    network = NoNetwork()

    for url in (_url(address), "https://shop.example/"):
        with pytest.raises((AddressRefused, WrongUrl)):
            await Fetcher(Allowed(), names([address]), network).fetch(Outgoing("GET", url))

    assert network.asked == []


async def test_g21_a_name_that_is_public_once_and_private_then_is_looked_up_once_and_called_where_it_was_checked():
    network = NoNetwork()
    fetcher = Fetcher(Allowed(), names(["93.184.216.34"], ["127.0.0.1"]), network)

    with pytest.raises(Unreachable):
        await fetcher.fetch(Outgoing("GET", "https://shop.example/"))
    with pytest.raises(AddressRefused):
        await fetcher.fetch(Outgoing("GET", "https://shop.example/"))

    assert network.asked == [("93.184.216.34", 443)]


async def test_g21_a_redirect_to_a_private_address_is_an_answer_and_not_followed():
    async with receiving() as canary, receiving() as receiver:
        receiver.answer = status(302, location=canary.url)
        allowed = Allowed.read([f"127.0.0.1:{receiver.port}"])
        answer = await Fetcher(allowed).fetch(Outgoing("POST", receiver.url, body=b"{}"))
        with pytest.raises(AddressRefused):
            await Fetcher(allowed, names(["127.0.0.1"])).fetch(Outgoing("GET", f"http://shop.example:{canary.port}/"))

    assert (answer.status, answer.headers["location"]) == (302, canary.url)
    assert canary.connections == 0


async def test_what_is_sent_names_the_host_and_us_and_no_more(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
    async with receiving(status(201, b"welcome", set_cookie="a=1")) as receiver:
        fetcher = Fetcher(Allowed.read(["hooks.lan"]), names(["127.0.0.1"]))
        asked = Outgoing("POST", f"http://hooks.lan:{receiver.port}/in?x=1", {"x-own": "yes"}, b"body")
        answer = await fetcher.fetch(asked)
        await fetcher.fetch(asked)

    assert (answer.status, answer.body, answer.is_whole) == (201, b"welcome", True)
    first, second = receiver.heard
    assert (first.line, first.body, first.headers) == (second.line, second.body, second.headers)
    assert first.line == "POST /in?x=1 HTTP/1.1"
    assert first.headers == {
        "host": f"hooks.lan:{receiver.port}",
        "user-agent": "Frontdesk",
        "accept-encoding": "identity",
        "x-own": "yes",
        "content-length": "4",
    }


async def test_g21_of_a_long_answer_no_more_is_read_than_was_asked_for():
    read = 0

    async def five_megabytes(_heard, writer):
        nonlocal read
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5242880\r\n\r\n")
        for _ in range(80):
            writer.write(b"x" * 65536)
            await writer.drain()
            read += 65536

    async with receiving(five_megabytes) as receiver:
        with pytest.raises(AnswerTooLarge) as failed:
            await Fetcher(HERE).fetch(Outgoing("GET", receiver.url))
        cut = await Fetcher(HERE).fetch(Outgoing("GET", receiver.url, most=10_000, cut=True))

    assert (failed.value.status, failed.value.said) == (200, "the answer is longer than 65536 bytes")
    assert (len(cut.body), cut.is_whole) == (10_000, False)
    assert read < 2 * 5_242_880


async def _drip(_heard, writer):
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    for _ in range(200):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def test_what_comes_slowly_is_taken_as_far_as_it_came_where_that_is_asked_for():
    async with receiving(_drip) as receiver:
        answer = await Fetcher(HERE).fetch(Outgoing("GET", receiver.url, seconds=0.5, partly=True))

    assert (answer.status, answer.is_whole, 0 < len(answer.body) < 200) == (200, False, True)


async def test_several_content_policies_are_all_kept_and_of_other_headers_the_last():
    async def twice(_heard, writer):
        lines = [b"Content-Security-Policy: script-src *", b"content-security-policy: img-src *", b"x-a: 1", b"x-a: 2"]
        writer.write(b"\r\n".join([b"HTTP/1.1 200 OK", b"content-length: 0", *lines, b"", b""]))

    async with receiving(twice) as receiver:
        answer = await Fetcher(HERE).fetch(Outgoing("GET", receiver.url))

    assert answer.headers["content-security-policy"] == "script-src *, img-src *"
    assert answer.headers["x-a"] == "2"


async def _endless_headers(_heard, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(20_000):
        writer.write(b"x-%d: %s\r\n" % (n, b"y" * 1000))
        await writer.drain()


async def _early_hints(_heard, writer):
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        await writer.drain()


async def _half(_heard, writer):
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf")


async def _noise(_heard, writer):
    writer.write(b"\x00\xff SSH-2.0 hello\r\n\r\n")


async def _nothing(_heard, _writer):
    pass


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (_drip, TooSlow),
        (silent, TooSlow),
        (_early_hints, AnswerTooLarge),
        (_endless_headers, BrokenAnswer),
        (_half, BrokenAnswer),
        (_noise, BrokenAnswer),
        (_nothing, BrokenAnswer),
    ],
)
async def test_g21_a_receiver_that_is_slow_or_broken_comes_to_an_end_in_words(answer, kind):
    seconds = 0.3 if kind is TooSlow else 10
    began = time.monotonic()
    async with receiving(answer) as receiver:
        with pytest.raises(kind) as failed:
            await Fetcher(HERE).fetch(Outgoing("POST", receiver.url, body=b"{}", seconds=seconds))

    assert time.monotonic() - began < 8
    assert failed.value.again
    assert "127.0.0.1" not in failed.value.said


async def test_a_port_that_nobody_listens_on_is_told():
    async with receiving() as receiver:
        pass
    with pytest.raises(Unreachable):
        await Fetcher(HERE).fetch(Outgoing("GET", receiver.url))


async def test_g21_a_certificate_is_held_against_the_name_and_not_against_the_address(tmp_path, monkeypatch):
    tls = certified("hooks.lan", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    fetcher = Fetcher(Allowed.read(["hooks.lan", "other.lan"]), names(["127.0.0.1"]))
    async with receiving(tls=tls) as receiver:
        answer = await fetcher.fetch(Outgoing("GET", f"https://hooks.lan:{receiver.port}/"))
        with pytest.raises(Unreachable):
            await fetcher.fetch(Outgoing("GET", f"https://other.lan:{receiver.port}/"))

    assert (answer.status, len(receiver.heard)) == (200, 1)


async def test_g21_the_time_for_all_of_it_counts_a_name_server_that_is_silent():
    async def never(_host, _port):
        await asyncio.sleep(60)

    with pytest.raises(TooSlow, match=r"within 0\.1 seconds"):
        await Fetcher(Allowed(), never).fetch(Outgoing("GET", "https://shop.example/", seconds=0.1))


async def test_an_answers_text_is_cut_and_holds_nothing_that_breaks_a_page():
    async with receiving(status(200, "да\x00\x1b[31m\u202ekrow\nline\xff".encode())) as receiver:
        answer = await Fetcher(HERE).fetch(Outgoing("GET", receiver.url))

    assert (answer.text(100), answer.text(2)) == ("да[31mkrow\nlineÿ", "да")
