"""Only our own page changes anything, and only with the session's token."""

import pytest
from starlette.requests import Request

from server.console.forgery import Forged, check_origin, check_token
from server.errors import OriginRefused

OWN = "https://desk.example"


def sent(**headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": named})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": OWN, "sec_fetch_site": "same-origin"},
        {"origin": OWN},
        {"sec_fetch_site": "same-origin"},
    ],
)
def test_our_own_page_passes(headers):
    check_origin(sent(**headers), OWN)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example", "sec_fetch_site": "cross-site"},
        {"origin": "https://evil.example"},
        {"origin": "https://desk.example.evil.example"},
        {"origin": "https://desk.example:8443"},
        {"origin": "http://desk.example"},
        {"origin": "null"},
        {"origin": "null", "sec_fetch_site": "same-origin"},
        {"origin": OWN, "sec_fetch_site": "same-site"},
        {"origin": OWN, "sec_fetch_site": "none"},
        {"sec_fetch_site": "cross-site"},
    ],
)
def test_any_other_page_is_refused(headers):
    with pytest.raises(OriginRefused):
        check_origin(sent(**headers), OWN)


@pytest.mark.parametrize("given", [None, "", "x", "é", "token ", "\udcff"])
def test_another_token_is_refused(given):
    check_token("token", "token")
    with pytest.raises(Forged):
        check_token(given, "token")
