"""The network an address belongs to."""

import pytest

from server.networks import cut_address, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_one_customer_of_ipv6_is_one_network(address: str, network: str):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("address", "cut"),
    [
        ("198.51.100.7", "198.51.100.0"),
        ("::ffff:198.51.100.7", "198.51.100.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_a_cut_address_tells_from_where_and_not_who(address: str, cut: str):
    assert cut_address(address) == cut
