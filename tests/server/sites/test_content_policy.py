"""A page's policy is read as browsers read it, and what is missing is said as it has to be written."""

import pytest

from server.sites.content_policy import Addition, Line, additions, read_policies

DESK = "https://desk.example"
LINE = Line(f"{DESK}/s/abc.js")
PAGE = "https://shop.example/bag"
SCRIPT = Addition("script-src", (DESK,))
CONNECT = Addition("connect-src", (DESK, "wss://desk.example"))
NONCE = Addition("script-src", (), nonce=True)


@pytest.mark.parametrize(
    ("policies", "line", "missing"),
    [
        ([], LINE, ()),
        (["img-src 'none'; frame-ancestors 'self'"], LINE, ()),
        (["default-src 'self'"], LINE, (SCRIPT, CONNECT)),
        (["default-src 'none'"], LINE, (SCRIPT, CONNECT)),
        (["default-src *"], LINE, ()),
        (["default-src https: wss:"], LINE, ()),
        (["default-src https:"], LINE, (CONNECT,)),
        ([f"script-src 'self' {DESK}; connect-src {DESK} wss://desk.example"], LINE, ()),
        ([f"script-src {DESK}; connect-src {DESK}"], LINE, (CONNECT,)),
        (["script-src desk.example; connect-src desk.example"], LINE, ()),
        (["script-src *.example"], LINE, ()),
        (["script-src *.desk.example"], LINE, (SCRIPT,)),
        (["script-src http://desk.example"], LINE, ()),
        (["script-src https://desk.example:8443"], LINE, (SCRIPT,)),
        (["script-src https://desk.example:*"], LINE, ()),
        (["script-src https://desk.example/s/"], LINE, (SCRIPT,)),
        (["script-src https://desk.example/s/ https://desk.example/m/"], LINE, ()),
        (["script-src https://[broken"], LINE, (SCRIPT,)),
        (["script-src 'nonce-x1'"], LINE, (SCRIPT,)),
        (["script-src 'nonce-x1'"], Line(LINE.address, "x1"), ()),
        (["script-src 'nonce-x1' 'strict-dynamic' https:"], LINE, (NONCE,)),
        (["script-src 'nonce-x1' 'strict-dynamic'"], Line(LINE.address, in_page=False), ()),
        (["script-src 'self'; script-src-elem https:"], LINE, ()),
        (["script-src-elem 'self'"], LINE, (Addition("script-src-elem", (DESK,)),)),
        (["script-src 'self'; script-src *"], LINE, (SCRIPT,)),
        (["script-src *, script-src 'self'"], LINE, (SCRIPT,)),
        (["script-src *", "connect-src 'self'"], LINE, (CONNECT,)),
        (["default-src 'self'"], Line("https://shop.example/s/abc.js"), ()),
        (["default-src http://localhost:3000"], Line("http://localhost:3000/s/a.js"), (Addition(
            "connect-src", ("http://localhost:3000", "ws://localhost:3000")),)),
    ],
)  # fmt: skip
def test_what_a_policy_lacks_is_named(policies: list[str], line: Line, missing: tuple[Addition, ...]) -> None:
    assert additions(read_policies(policies), PAGE, line) == missing
