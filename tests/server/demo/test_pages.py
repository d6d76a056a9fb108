"""A page is its own part between head and footer; every value is escaped unless we wrote it ourselves."""

import pytest

from server.demo.pages import Html, Page, drawing, fill, framed


def test_values_are_escaped_and_our_own_markup_is_not() -> None:
    values = {"slug": "a", "name": "<Tea>", "line": "O'Brien & sons", "price": "€1", "bag": Html("<svg>"), "flag": ""}
    card = fill("card", values)
    assert "&lt;Tea&gt;" in card
    assert "O&#x27;Brien &amp; sons" in card
    assert "<svg>" in card


def test_a_value_that_is_missing_is_an_error_at_start() -> None:
    with pytest.raises(KeyError):
        fill("card", {})


def test_the_section_that_one_is_in_is_marked() -> None:
    text = framed(Page("/coffee/x", "product", "T", "A"), Html("<h1>X</h1>"), Html(""))
    assert text.count('aria-current="page"') == 1
    assert '<a href="/coffee" aria-current="page">Coffee</a>' in text
    assert '<html lang="en">' in text


def test_a_drawing_is_markup_of_our_own() -> None:
    assert isinstance(drawing("quayside"), Html)
    assert drawing("quayside").startswith('<svg class="bag"')
