"""How well colours are read is told in figures and in words."""

from server.console.contrast_shown import of_brand, of_field, of_form
from server.console.form_shapes import shapes_of
from server.console.site_settings import seen
from server.sites.settings import Looks
from tests.server.console.drawing import words
from tests.support.every_field import Everything


def test_the_sites_colour_is_readable_in_every_place_it_stands_in() -> None:
    for brand in ("#0b6478", "#ffee00", "#ffffff", "#000000"):
        assert [each.state for each in of_brand(brand, words())] == ["good", "good", "good"]


def test_a_colour_that_is_too_faint_is_told_which_way_to_go() -> None:
    assert [(each.ratio, each.state, each.words) for each in of_field("#999999", "", words())] == [
        ("2.8:1", "bad", "On light panels: too faint – choose a darker one"),
        ("5.7:1", "good", "On dark panels: readable"),
    ]
    (pair,) = of_field("#555555", "#000000", words())
    assert (pair.state, pair.words) == ("bad", "Together: too faint – choose a lighter one")


def test_every_colour_of_a_form_is_judged_once_it_is_one() -> None:
    found = of_form(shapes_of(Everything), {"ground": "#10", "ink": "#767676"}, words())
    assert {path: len(each) for path, each in found.items()} == {"settings.ink": 2}


def test_the_editor_and_the_sites_settings_say_the_same_of_one_colour() -> None:
    for brand in ("#0b6478", "#f2c230", "#8844aa"):
        in_settings = seen(Looks(brand=brand))["contrasts"]
        assert in_settings is not None
        figures = [f"{in_settings[name]}:1" for name in ("ratio", "link", "link_dark")]
        assert figures == [each.ratio for each in of_brand(brand, words())]
