"""Which addresses are public, and what the installation's own list opens."""

import ipaddress

import pytest

from server.outgoing.addresses import Allowed, WrongEntry, is_public
from tests.server.outgoing.forbidden import FORBIDDEN, PUBLIC


@pytest.mark.parametrize("address", [*FORBIDDEN, "::ffff:127.0.0.1", "::ffff:8.8.8.8"])
def test_g21_a_private_or_reserved_address_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public_on_the_webs_ports_only(address):
    read = ipaddress.ip_address(address)

    assert [port for port in (22, 80, 443, 6379, 8080) if Allowed().may_reach("shop.example", read, port)] == [80, 443]


@pytest.mark.parametrize(
    ("entry", "opened", "closed"),
    [
        ("hooks.lan", [("hooks.lan", "10.0.0.7", 9000)], [("other.lan", "10.0.0.7", 80)]),
        ("Hooks.LAN:9000", [("hooks.lan", "10.0.0.7", 9000)], [("hooks.lan", "10.0.0.7", 80)]),
        ("10.0.0.7", [("a.b", "10.0.0.7", 1)], [("a.b", "10.0.0.8", 80)]),
        ("10.0.0.7:8080", [("a.b", "10.0.0.7", 8080)], [("a.b", "10.0.0.7", 80)]),
        ("10.0.0.0/8", [("a.b", "10.9.9.9", 5)], [("a.b", "11.0.0.1", 5), ("a.b", "fd00::1", 5)]),
        ("10.0.0.0/8:443", [("a.b", "10.9.9.9", 443)], [("a.b", "10.9.9.9", 80)]),
        ("fd00::/8", [("a.b", "fd00::1", 5)], [("a.b", "fe80::1", 5), ("a.b", "10.0.0.1", 5)]),
        ("::1", [("a.b", "::1", 5)], [("a.b", "::2", 5)]),
        ("[fd00::7]:8080", [("a.b", "fd00::7", 8080)], [("a.b", "fd00::7", 80)]),
        ("[fd00::/8]:443", [("a.b", "fd01::7", 443)], [("a.b", "fd01::7", 80)]),
        ("1.1.1.1:8443", [("a.b", "1.1.1.1", 8443), ("a.b", "1.1.1.1", 443)], [("a.b", "1.1.1.2", 8443)]),
    ],
)
def test_an_entry_opens_what_it_names_and_nothing_else(entry, opened, closed):
    allowed = Allowed.read([entry])

    assert [place for place in opened + closed if _may(allowed, *place)] == opened


@pytest.mark.parametrize(
    "entry", ["", "a b", "http://shop.lan", "shop.lan:0", "shop.lan:70000", "a:b", "[zz]:1", "-a.b"]
)
def test_an_entry_that_names_no_place_is_refused_by_the_variables_name(entry):
    with pytest.raises(WrongEntry, match="FRONTDESK_OUTGOING_ALLOW"):
        Allowed.read([entry])


def _may(allowed, host, address, port):
    return allowed.may_reach(host, ipaddress.ip_address(address), port)
