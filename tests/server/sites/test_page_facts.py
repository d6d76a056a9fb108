"""An address becomes what a browser would say of it."""

import pytest

from server.sites.page_facts import is_of_search, is_same_origin, of_page, page_address, parameters

MONDAY_NOON = 1_779_098_400_000  # 2026-05-18T10:00:00Z, noon in Belgrade
CAME = "https://shop.example/?utm_source=search&utm_campaign=spring"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("https://shop.example", "https://shop.example/"),
        (" HTTPS://Shop.Example:443/a/../b#part ", "https://shop.example/b"),
        ("http://localhost:8081/coffee?size=250", "http://localhost:8081/coffee?size=250"),
        ("https://shop.example/кофе?q=мёд", "https://shop.example/%D0%BA%D0%BE%D1%84%D0%B5?q=%D0%BC%D1%91%D0%B4"),
        ("https://магазин.рф/", "https://xn--80aairftm.xn--p1ai/"),
        ("https://anna:secret@shop.example/x", "https://shop.example/x"),
        ("https://shop.example/a%20b c", "https://shop.example/a%20b%20c"),
    ],
)
def test_an_address_is_written_as_browsers_write_it(said: str, written: str) -> None:
    assert page_address(said) == written


@pytest.mark.parametrize("said", ["", "/coffee", "shop.example", "javascript:alert(1)", "https://", "ftp://x.example/"])
def test_what_is_no_page_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="a page's whole address"):
        page_address(said)


def test_the_hour_is_that_of_the_sites_clock_and_a_mark_that_of_the_page_or_of_the_arrival() -> None:
    facts = of_page("https://shop.example/a?utm_source=letter&utm_source=other", MONDAY_NOON, "Europe/Belgrade", CAME)
    assert facts == {
        "address": "https://shop.example/a?utm_source=letter&utm_source=other",
        "path": "/a",
        "utm_source": "letter",
        "utm_medium": "",
        "utm_campaign": "spring",
        "utm_content": "",
        "utm_term": "",
        "hour": 12,
        "day": 1,
    }


def test_parameters_are_read_as_a_page_reads_them() -> None:
    assert parameters({"address": "https://shop.example/?a=1+2&b=&a=3"}) == [("a", "1 2"), ("b", ""), ("a", "3")]


def test_only_a_page_of_the_same_origin_is_of_the_same_origin() -> None:
    here = {"address": "https://shop.example/a"}
    came = ["https://shop.example/b", "https://shop.example.evil/b", "https://other.example/", ""]
    assert [is_same_origin(here | {"referrer": each}) for each in came] == [True, False, False, False]


def test_search_engines_are_known_by_their_hosts() -> None:
    came = ["https://www.google.com/", "https://yandex.ru/search", "https://mygoogle.example/", "https://x.google/"]
    assert [is_of_search({"referrer": each}) for each in came] == [True, True, False, False]
