"""How somebody came, in a few words."""

from server.console.sources_shown import host, page_name, path, source_name, source_parts
from server.console.words import read_words

WORDS = read_words()["en"]


def test_a_campaign_names_itself_then_the_page_they_came_from_then_nobody():
    assert source_name({"utm_source": "newsletter", "referrer": "https://www.google.com/"}) == "newsletter"
    assert source_name({"referrer": "https://www.google.com/search?q=x"}) == "google.com"
    assert source_name({}) == ""


def test_the_rest_is_told_beside_it():
    known = {"utm_campaign": "may", "gclid": "x", "landing": "https://shop.example/coffee?utm_campaign=may"}
    assert source_parts(known, WORDS) == ["campaign “may”", "from an ad (Google)", "to /coffee"]


def test_broken_addresses_are_nothing():
    assert (host("http://[x"), path("http://[x"), host("no address")) == ("", "", "")


def test_a_page_is_called_by_its_title_or_its_path():
    assert page_name({"title": "Guji", "url": "https://shop.example/guji"}) == "Guji"
    assert page_name({"title": "", "url": "https://shop.example/guji?x=1"}) == "/guji"
