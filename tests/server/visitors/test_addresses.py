"""The client's address is believed from listed proxies only."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from server.visitors.addresses import UNKNOWN, address_of, client_address

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("2001:db8:ffff::/48"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["6.6.6.6, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["6.6.6.6, nonsense, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1:49152"], "198.51.100.1"),
        ("10.0.0.1", ["[2001:db8::1]:49152"], "2001:db8::1"),
        ("10.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        ("::ffff:10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("2001:db8:ffff::1", ["fe80::1%eth0"], "fe80::1"),
        (None, ["198.51.100.1"], UNKNOWN),
        ("testclient", ["198.51.100.1"], UNKNOWN),
    ],
)
def test_the_right_most_hop_that_is_no_listed_proxy_asks(peer, forwarded, expected):
    assert client_address(peer, forwarded, PROXIES) == expected


def test_without_listed_proxies_nobody_is_believed():
    assert client_address("10.0.0.1", ["198.51.100.1"], ()) == "10.0.0.1"


@settings(max_examples=200, deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3))
def test_no_header_makes_it_fail(peer, forwarded):
    ipaddress.ip_address(client_address(peer, forwarded, PROXIES))


def test_a_request_is_asked_for_all_its_headers():
    scope = {
        "type": "http",
        "client": ("10.0.0.1", 5000),
        "headers": [(b"x-forwarded-for", b"6.6.6.6"), (b"x-forwarded-for", b"198.51.100.1")],
    }

    assert address_of(Request(scope), PROXIES) == "198.51.100.1"
    assert address_of(Request(scope | {"client": None}), PROXIES) == UNKNOWN
