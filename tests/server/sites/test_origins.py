"""An owner may write an origin in several ways; browsers send it in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sites.origins import normal_origin, origins_of


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://shop.example", "https://shop.example"),
        ("https://shop.example/", "https://shop.example"),
        ("HTTPS://Shop.Example:443", "https://shop.example"),
        ("http://shop.example:80", "http://shop.example"),
        ("http://shop.example:443", "http://shop.example:443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://my_host.local", "http://my_host.local"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[0:0:0:0:0:0:0:1]:8080", "http://[::1]:8080"),
        ("https://кофе.рф", "https://xn--e1ajmy.xn--p1ai"),
        ("https://Bücher.example:8443", "https://xn--bcher-kva.example:8443"),
        ("https://xn--e1ajmy.xn--p1ai", "https://xn--e1ajmy.xn--p1ai"),
    ],
)
def test_an_origin_is_written_as_browsers_send_it(written: str, origin: str) -> None:
    assert normal_origin(written) == origin


@pytest.mark.parametrize(
    "written",
    [
        *("", "shop.example", "//shop.example", "null", "*", "https://*.shop.example", "ftp://shop.example"),
        *("file:///etc/passwd", "javascript:alert(1)", "https://", "https:///x", "https://shop.example/cart"),
        *("https://shop.example?", "https://shop.example#top", "https://anna@shop.example", "https://shop.example:"),
        *("https://shop.example:0", "https://shop.example:65536", "https://shop.example:http", "https://shop..example"),
        *("https://-shop.example", "https://shop.example\n", "https://sh op.example", "https://shop.example\\@evil"),
        *("https://1.2.3", "https://1.2.3.256", "https://[::1", "https://[v1.x]", "https://" + "a" * 64),
        *("https://" + "a." * 130 + "a", "https://shop%2eexample", "https://xn--e1ajmy\u202e.рф"),
    ],
)
def test_what_is_no_exact_origin_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="an address like"):
        normal_origin(written)


@given(st.one_of(st.text(max_size=40), st.text(max_size=30).map("https://{}".format)))
def test_whatever_is_taken_stays_as_it_is(written: str) -> None:
    try:
        origin = normal_origin(written)
    except ValueError:
        return
    assert normal_origin(origin) == origin


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("shop.example", "https://shop.example https://www.shop.example http://shop.example http://www.shop.example"),
        (" https://shop.example/bag?x=1 ", "https://shop.example https://www.shop.example"),
        ("www.shop.co.uk", "https://www.shop.co.uk https://shop.co.uk http://www.shop.co.uk http://shop.co.uk"),
        ("https://desk.shop.example", "https://desk.shop.example"),
        ("кофе.рф", "https://xn--e1ajmy.xn--p1ai https://www.xn--e1ajmy.xn--p1ai"),
        ("localhost:3000", "http://localhost:3000"),
        ("127.0.0.1", "http://127.0.0.1"),
        ("https://shop.example:8443", "https://shop.example:8443"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("shop.localhost", "http://shop.localhost"),
    ],
)
def test_a_sites_origins_follow_from_its_address(address: str, origins: str) -> None:
    assert list(origins_of(address))[: len(origins.split())] == origins.split()


@pytest.mark.parametrize("address", ["", "no address", "ftp://shop.example", "https://", "http://[", "a@b.example"])
def test_no_origins_follow_from_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        origins_of(address)
