"""Ready bytes are served in the smallest form that is accepted, or not at all where the browser has them."""

import pytest
from starlette.requests import Request

from server.assets import Asset
from server.visitors.serving import chosen, known_etags, serve

ASSET = Asset(b"plain", b"brotli", b"gzip", "text/javascript; charset=utf-8", '"e1"')


def request(**headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "headers": raw})


@pytest.mark.parametrize(
    ("accepted", "form"),
    [
        ("", ("", b"plain")),
        ("gzip, deflate, br, zstd", ("br", b"brotli")),
        ("BR;q=1.0, gzip", ("br", b"brotli")),
        ("gzip, br;q=0", ("gzip", b"gzip")),
        ("br; q=0.0, gzip;q=0", ("", b"plain")),
        ("gzip", ("gzip", b"gzip")),
        ("identity", ("", b"plain")),
    ],
)
def test_the_smallest_form_that_is_accepted_is_chosen(accepted, form):
    assert chosen(accepted, ASSET) == form


def test_an_answer_says_what_it_is_and_on_what_it_depends():
    answer = serve(request(accept_encoding="br"), ASSET, "no-cache", {"vary": "Origin"})

    assert (answer.status_code, answer.body) == (200, b"brotli")
    assert dict(answer.headers) == {
        "cache-control": "no-cache",
        "etag": 'W/"e1"',
        "vary": "Accept-Encoding, Origin",
        "content-encoding": "br",
        "content-length": "6",
        "content-type": "text/javascript; charset=utf-8",
    }


@pytest.mark.parametrize("known", ['W/"e1"', '"e1"', '"other", W/"e1"', 'W/"e1" , "x"'])
def test_whoever_has_it_gets_nothing(known):
    answer = serve(request(if_none_match=known, accept_encoding="br"), ASSET, "no-cache", {})

    assert (answer.status_code, answer.body, answer.headers["etag"]) == (304, b"", 'W/"e1"')
    assert "content-encoding" not in answer.headers


def test_whoever_has_an_older_one_gets_this_one():
    assert serve(request(if_none_match='"e0"'), ASSET, "no-cache", {}).status_code == 200
    assert known_etags("") == set()
