"""A page is read for our line, and what keeps it from working is named."""

import time

import pytest

from server.sites.content_policy import Addition
from server.sites.installed import Installed, look, read_page

PAGE = "https://shop.example/"
DESK = "https://desk.example"
KEY, OTHER = "abcdefgh23456789", "zzzzzzzz99999999"
LOADER = f"{DESK}/s/{KEY}.js"
SNIPPET = f'<script async src="{LOADER}"></script>'
GTM = "<script>(function(w){w.src='https://www.googletagmanager.com/gtm.js?id=GTM-1'})(window)</script>"
SELF = "default-src 'self'"
LACKS = (Addition("script-src", (DESK,)), Addition("connect-src", (DESK, "wss://desk.example")))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (SNIPPET, Installed("found")),
        (f"<body><p>{SNIPPET}", Installed("found")),
        (f"<SCRIPT src={LOADER} ASYNC></SCRIPT>", Installed("found")),
        (f'<script src="//desk.example/s/{KEY}.js"></script>', Installed("found")),
        (f'<script type="abc-text/javascript" src="{LOADER}"></script>', Installed("found")),
        (f"<!-- {SNIPPET} -->{SNIPPET}", Installed("found")),
        (SNIPPET.replace(KEY, OTHER), Installed("other_key", OTHER)),
        (SNIPPET.replace("desk", "old"), Installed("old_address", f"https://old.example/s/{KEY}.js")),
        (SNIPPET.replace("https", "http"), Installed("old_address", f"http://desk.example/s/{KEY}.js")),
        (f"<!-- {SNIPPET} -->", Installed("comment")),
        (f"<noscript>{SNIPPET}</noscript>", Installed("asleep")),
        (f"<template>{SNIPPET}</template><p>x", Installed("asleep")),
        (SNIPPET.replace("async", 'type="text/plain" data-cookieconsent="marketing"'), Installed("held")),
        (f'<script type="text/plain" data-src="{LOADER}"></script>', Installed("held")),
        (f"<p>{SNIPPET.replace('<', '&lt;')}</p>", Installed("text")),
        ("<h1>Shop</h1>", Installed("missing")),
        ("", Installed("missing")),
        (GTM, Installed("missing", tag_manager=True)),
        ("<script>var x = '<!--<script>';</script><p>" + SNIPPET, Installed("found")),
        ('<script src="https://[broken/s/x.js"></script><base href="http://[x">' + SNIPPET, Installed("found")),
        (f'<base href="{DESK}/"><base href="https://x.example/"><script src="s/{KEY}.js"></script>',
         Installed("found")),
        (f'<base href="https://[x"><base href="{DESK}/"><script src="s/{KEY}.js"></script>',
         Installed("old_address", f"{PAGE}s/{KEY}.js")),
        (f'<script src="{DESK}/{"x" * 2000}/s/{KEY}.js"></script>{SNIPPET}', Installed("found")),
        ("<script src=x></script>" * 1900 + SNIPPET, Installed("found")),
        (f'<meta http-equiv="Content-Security-Policy" content="{SELF}">{SNIPPET}',
         Installed("found", missing_in_policy=LACKS)),
    ],
)  # fmt: skip
def test_the_line_is_found_or_what_became_of_it_is_named(html: str, said: Installed) -> None:
    assert look(read_page(PAGE, html), LOADER) == said


def test_the_policy_of_the_answers_head_counts_and_a_nonce_on_the_line_is_enough() -> None:
    with_nonce = SNIPPET.replace("async", 'async nonce="n1"')
    assert look(read_page(PAGE, SNIPPET, [SELF]), LOADER).missing_in_policy == LACKS
    assert look(read_page(PAGE, with_nonce, ["script-src 'nonce-n1'"]), LOADER).missing_in_policy == ()
    by_manager = look(read_page(PAGE, GTM, ["script-src 'nonce-n1' 'strict-dynamic'; connect-src 'self'"]), LOADER)
    assert by_manager == Installed("missing", "", LACKS[1:], tag_manager=True)


@pytest.mark.parametrize(
    "hostile",
    [
        "<base href=a/>" * 36_000,
        f"<base href=/{'a/' * 100_000}>" + "<script src=../../x></script>" * 2000,
        f"<base href={'a/' * 900}>" + "<script src=../x></script>" * 20_000,
        f"//desk.example/s/{KEY}.js " * 16_000,
        f"//desk.example/s/{KEY}.js<p>" * 14_000,
    ],
    ids=["bases", "a_long_base", "scripts", "mentions", "pieces"],
)
def test_a_hostile_page_is_read_in_a_moment(hostile: str) -> None:
    before = time.process_time()
    read_page(PAGE, hostile[: 512 * 1024])
    assert time.process_time() - before < 2
