"""How somebody came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.clients.sources import Source, page_address, read_source


def test_campaign_marks_click_ids_referrer_and_landing_page_are_read():
    source = read_source(
        "https://shop.rs/beans?utm_source=Letter&utm_medium=mail&gclid=G1&yclid=Y1&fbclid=F1&other=1#top",
        "https://find.example/search?q=beans",
    )

    assert source == Source(
        {
            "utm_source": "Letter",
            "utm_medium": "mail",
            "gclid": "G1",
            "yclid": "Y1",
            "fbclid": "F1",
            "referrer": "https://find.example/search?q=beans",
            "landing": "https://shop.rs/beans?utm_source=Letter&utm_medium=mail&gclid=G1&yclid=Y1&fbclid=F1&other=1",
        },
        is_direct=False,
    )


@pytest.mark.parametrize("referrer", ["", "https://shop.rs/", "about:blank", "javascript:1", "https://["])
def test_without_marks_and_with_no_other_host_before_a_visit_is_direct(referrer: str):
    assert read_source("https://shop.rs/beans", referrer) == Source(
        {"landing": "https://shop.rs/beans"}, is_direct=True
    )


def test_the_first_of_two_marks_counts_and_long_ones_are_cut():
    source = read_source(f"https://shop.rs/?utm_source=first&utm_source=second&utm_term={'x' * 500}", "")

    assert (source.known["utm_source"], len(source.known["utm_term"])) == ("first", 200)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://anna:secret@shop.rs:8443/a?b=c#d", "https://shop.rs:8443/a?b=c"),
        ("http://shop.rs", "http://shop.rs"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("", ""),
        ("https://shop.rs/\u202ea\u0000b", "https://shop.rs/ab"),
    ],
)
def test_an_address_is_kept_without_its_fragment_and_password(url: str, expected: str):
    assert page_address(url) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_address_makes_reading_fail(url: str, referrer: str):
    for before in ("", "https://", "https://shop.rs/?utm_source="):
        source = read_source(before + url, before + referrer)
        assert all(isinstance(value, str) and len(value) <= 2100 for value in source.known.values())
