"""Whatever colour an owner picks, words upon it and links in it can be read."""

from hypothesis import example, given
from hypothesis import strategies as st

from server.sites.colours import contrast, palette

HEX = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_black_on_white_is_the_highest_contrast() -> None:
    assert [round(contrast("#000000", "#ffffff"), 3), contrast("#1f6b52", "#1f6b52")] == [21.0, 1.0]


def test_a_dark_brand_is_its_own_link_and_carries_white() -> None:
    assert palette("#1f6b52") == {"on": "#fff", "link": "#1f6b52", "link_dark": "#87d0b2"}


def test_a_yellow_brand_carries_black_and_is_darkened_for_links() -> None:
    assert palette("#f2c230") == {"on": "#000", "link": "#745a02", "link_dark": "#f2c230"}


def test_black_and_white_are_brands_too() -> None:
    assert [palette("#000000"), palette("#ffffff")] == [
        {"on": "#fff", "link": "#000000", "link_dark": "#bebebe"},
        {"on": "#000", "link": "#5d5d5d", "link_dark": "#ffffff"},
    ]


@given(HEX)
@example("#ffff00")
@example("#00ff00")
@example("#0000ff")
@example("#757575")
def test_every_brand_gives_readable_words_and_links(brand: str) -> None:
    made = palette(brand)
    assert contrast(made["on"][0] + "".join(c * 2 for c in made["on"][1:]), brand) >= 4.5
    assert contrast(made["link"], "#ffffff") >= 4.5
    assert contrast(made["link_dark"], "#1a2020") >= 4.5
