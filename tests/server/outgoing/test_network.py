"""A name is looked up once, every address is checked, and a checked one is called."""

import ipaddress

import pytest

from server.outgoing.addresses import Allowed
from server.outgoing.failures import AddressRefused, AnswerTooLarge, NameUnknown, Unreachable
from server.outgoing.network import BoundedStream, CheckedNetwork, SystemLookup, checked_addresses
from server.outgoing.urls import read_url
from tests.server.outgoing.nets import NoNetwork, names

SHOP = read_url("https://shop.example/")
GOOD, OTHER = "93.184.216.34", "2606:4700::1111"


async def test_every_address_of_a_name_must_be_public():
    assert [str(each) for each in await checked_addresses(SHOP, Allowed(), names([GOOD, OTHER]))] == [GOOD, OTHER]
    with pytest.raises(AddressRefused):
        await checked_addresses(SHOP, Allowed(), names([GOOD, "10.0.0.1"]))


@pytest.mark.parametrize("found", ["no address", "fe80::1%eth0", "::ffff:8.8.8.8"])
async def test_what_is_no_plain_address_is_refused(found):
    with pytest.raises(AddressRefused):
        await checked_addresses(SHOP, Allowed(), names([found]))


async def test_a_name_without_an_address_says_so():
    with pytest.raises(NameUnknown):
        await checked_addresses(SHOP, Allowed(), names([]))


async def test_the_systems_lookup_finds_this_machine_and_no_invalid_name():
    lookup = SystemLookup()
    try:
        assert "127.0.0.1" in await lookup("localhost", 80)
        for name in ("nobody.invalid", "x" * 70 + ".example"):
            with pytest.raises(NameUnknown):
                await lookup(name, 80)
    finally:
        lookup.close()


async def test_the_checked_addresses_are_tried_in_turn_and_never_the_name():
    network = NoNetwork()
    checked = CheckedNetwork([ipaddress.ip_address(each) for each in (GOOD, OTHER)], 100, network)

    with pytest.raises(Unreachable):
        await checked.connect_tcp("shop.example", 443)
    with pytest.raises(AddressRefused):
        await checked.connect_unix_socket("/run/docker.sock")

    assert network.asked == [(GOOD, 443), (OTHER, 443)]


class Flood:
    """A connection that never stops to send."""

    async def read(self, most, _timeout=None):
        """As much as is asked for."""
        return b"x" * most

    async def start_tls(self, *_how):
        """The same in secret."""
        return self


async def test_g21_of_a_connection_no_more_is_read_than_its_bound_also_in_secret():
    for tls in (False, True):
        stream = BoundedStream(Flood(), 100_000)
        if tls:
            stream = await stream.start_tls(None)
        read: list[int] = []
        with pytest.raises(AnswerTooLarge):
            await _read_on(stream, read)
        assert 80_000 < sum(read) <= 100_000


async def _read_on(stream, read):
    while True:
        read.append(len(await stream.read(1_000_000)))
