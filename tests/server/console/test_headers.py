"""What every answer of the console says to the browser."""

import pytest

from server.console.headers import headers, origin_of


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://desk.example", "https://desk.example"),
        ("https://desk.example:443/x", "https://desk.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_our_own_origin_is_written_as_browsers_send_it(address, origin):
    assert origin_of(address) == origin


def test_no_script_but_ours_no_frame_no_guessing_nothing_kept():
    assert headers("https://desk.example", "abc") == {
        "content-security-policy": (
            "default-src 'none'; script-src 'nonce-abc'; style-src 'self'; img-src 'self'; "
            "connect-src 'self' wss://desk.example; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            "require-trusted-types-for 'script'; trusted-types default"
        ),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cache-control": "no-store",
        "vary": "Cookie",
    }
