"""Web addresses are read strictly: what two programs could read differently is refused."""

import pytest

from server.outgoing.addresses import Allowed
from server.outgoing.failures import AddressRefused, WrongUrl
from server.outgoing.urls import Place, read_allowed, read_url


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("https://shop.example/hook?a=1#part", ("https", "shop.example", 443, "/hook?a=1")),
        ("HTTP://Shop.Example.:8080", ("http", "shop.example", 8080, "/")),
        ("https://пример.рф/хук", ("https", "xn--e1afmkfd.xn--p1ai", 443, "/%D1%85%D1%83%D0%BA")),
    ],
)
def test_a_web_address_is_read_into_its_parts(text, place):
    assert read_url(text) == Place(*place, None)


def test_host_and_port_stand_in_the_header_as_browsers_write_them():
    urls = ("https://shop.example/", "https://shop.example:444/", "http://[2606:4700::1111]:81/")

    assert [read_url(url).authority for url in urls] == ["shop.example", "shop.example:444", "[2606:4700::1111]:81"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shop.example",
        "//shop.example",
        "ftp://shop.example",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "javascript:alert(1)",
        "https:///hook",
        "https://user:secret@shop.example/",
        "https://shop.example@127.0.0.1/",
        "https://shop.example:0/",
        "https://shop.example:99999/",
        "https://shop.example:x/",
        "https://shop example/",
        "https://shop.example/\r\nHost: evil",
        "https://shop.example\\@evil.example/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.1/",
        "http://017700000001/",
        "http://127.0.0.0x1/",
        "http://127.0.0.1.5/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:8.8.8.8]/",
        "http://[fe80::1%25eth0]/",
        "http://[::1/",
        "http://shop..example/",
        "http://sh%6fp.example/",
        "http://１２７.0.0.1/",
        f"https://shop.example/{'x' * 2000}",
    ],
)
def test_g21_an_odd_address_is_refused_in_words(text):
    with pytest.raises(WrongUrl) as refused:
        read_url(text)
    assert refused.value.again is False


@pytest.mark.parametrize(
    "text",
    ["http://127.0.0.1/", "http://127。0。0。1/", "http://[::1]/", "http://localhost/", "http://a.localhost:81/",
     "https://shop.example:8080/", "http://10.0.0.7:9000/", "http://169.254.169.254/latest/meta-data"],
)  # fmt: skip
def test_g21_an_address_that_is_private_is_refused_when_it_is_saved_and_told_how_to_allow_it(text):
    with pytest.raises(AddressRefused, match="FRONTDESK_OUTGOING_ALLOW"):
        read_allowed(text, Allowed())


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("http://127.0.0.1:9000/", "127.0.0.1:9000"),
        ("http://localhost:9000/", "127.0.0.0/8"),
        ("http://localhost:9000/", "localhost"),
        ("https://shop.example:8080/", "shop.example:8080"),
        ("https://hooks.lan:8080/", "10.0.0.0/8"),
        ("https://shop.example/", "10.0.0.0/8"),
    ],
)
def test_what_the_installation_allows_may_be_saved(text, entry):
    assert read_allowed(text, Allowed.read([entry])) == read_url(text)
