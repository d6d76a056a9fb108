"""Where the way back from a letter's page leads."""

from dataclasses import replace

import pytest

from server.visitors.letter_pages import back_to, headers
from tests.server.console.test_preview import SITE

SHOP = replace(SITE, origins=("https://shop.example",))


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("https://shop.example/beans", "https://shop.example/beans"),
        ("https://evil.example/", "https://shop.example"),
        ("https://shop.example.evil.example/", "https://shop.example"),
        ("https://[", "https://shop.example"),
        ("", "https://shop.example"),
    ],
)
def test_the_way_back_stays_on_the_site(page: str, back: str) -> None:
    assert back_to(SHOP, page) == back


def test_nothing_runs_and_nobody_learns_the_address() -> None:
    sent = headers("abc")

    assert sent["content-security-policy"].startswith("default-src 'none'; style-src 'nonce-abc'")
    assert (sent["referrer-policy"], sent["cache-control"]) == ("no-referrer", "no-store")
