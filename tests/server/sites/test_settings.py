"""What an owner can set about a site, and how each mistake is named."""

import pytest

from server.sites.settings import Looks, NewSite, SiteChange
from server.widget import InvalidSettings

SHOP = {"name": "Harbour Row", "origins": ["https://shop.example"]}


def refused(raw: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InvalidSettings) as caught:
        NewSite.read(SHOP | raw)
    return caught.value.problems


def test_a_name_and_one_address_are_enough_for_a_site() -> None:
    assert NewSite.read(SHOP).model_dump() == {
        "name": "Harbour Row",
        "origins": ("https://shop.example",),
        "time_zone": "UTC",
        "country": None,
        "languages": ("en",),
        "memory": "after_interaction",
        "addresses": "whole",
        "looks": {"brand": "#0b6478", "theme": "auto", "corner": "end", "shape": "round", "size": "normal", "lift": 0},
        "manners": {"quiet_minutes": 3, "search_guard": False},
        "goals": {"data_layer": False, "gtag": False, "metrika": ""},
    }


def test_values_are_brought_into_their_one_form() -> None:
    read = NewSite.read(
        {
            "name": "  Ряд у гавани ",
            "origins": ["HTTPS://Shop.example/", "https://shop.example", "http://localhost:8000"],
            "country": "rs",
            "languages": ["en", "sr-Latn", "en"],
            "looks": {"brand": "#1F6B52"},
        }
    )
    assert (read.name, read.origins, read.country, read.languages, read.looks) == (
        "Ряд у гавани",
        ("https://shop.example", "http://localhost:8000"),
        "RS",
        ("en", "sr-Latn"),
        Looks(brand="#1f6b52"),
    )


def test_browsers_are_told_of_shape_size_and_height_only_where_they_are_other_than_usual() -> None:
    usual = {
        "brand": "#1f6b52",
        "on": "#fff",
        "link": "#1f6b52",
        "link_dark": "#87d0b2",
        "theme": "auto",
        "corner": "end",
    }

    assert Looks(brand="#1f6b52").published() == usual
    assert Looks(brand="#1f6b52", shape="soft").published() == usual | {"radius": 8}
    assert Looks(brand="#1f6b52", shape="square", size="large", lift=64).published() == usual | {
        "radius": 0,
        "zoom": 1.2,
        "lift": 64,
    }


def test_a_change_names_only_what_it_replaces_and_null_is_no_country() -> None:
    change = SiteChange.read({"country": None, "name": "Harbour"})
    assert change.named() == {"name": "Harbour", "country": None}
    assert SiteChange.read({}).named() == {}


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ({"name": " "}, {"name": "must not be empty"}),
        ({"name": " \u200b\u202e"}, {"name": "must not be empty"}),
        ({"name": "x" * 81}, {"name": "at most 80 characters"}),
        ({"key": "abc"}, {"key": "is not a known field"}),
        ({"origins": []}, {"origins": "from 1 to 20 of them"}),
        (
            {"origins": ["shop.example", "https://shop.example"]},
            {"origins.0": "an address like https://shop.example, with nothing after the host and its port"},
        ),
        ({"time_zone": "Belgrade"}, {"time_zone": "a name of the time zone database, like Europe/Belgrade"}),
        ({"country": "XX"}, {"country": "two letters of ISO 3166, like RS"}),
        ({"languages": ["english"]}, {"languages.0": "a language like en, sr or sr-Latn"}),
        ({"memory": "never"}, {"memory": "must be 'after_interaction', 'after_consent' or 'always'"}),
        (
            {"looks": {"brand": "red", "theme": "neon", "corner": "end", "font": "Comic"}},
            {
                "looks.brand": "a colour like #0b6478",
                "looks.theme": "must be 'auto', 'light' or 'dark'",
                "looks.font": "is not a known field",
            },
        ),
        (
            {"looks": {"shape": "oval", "size": "huge", "lift": 201}},
            {
                "looks.shape": "must be 'round', 'soft' or 'square'",
                "looks.size": "must be 'normal' or 'large'",
                "looks.lift": "at most 200",
            },
        ),
        ({"manners": {"quiet_minutes": 1441}}, {"manners.quiet_minutes": "at most 1440"}),
        (
            {"manners": {"quiet_minutes": -1, "search_guard": "often"}},
            {"manners.quiet_minutes": "at least 0", "manners.search_guard": "must be true or false"},
        ),
        (
            {"goals": {"metrika": "x1", "ga": True}},
            {"goals.metrika": "1 to 12 digits, or nothing", "goals.ga": "is not a known field"},
        ),
    ],
)
def test_each_mistake_is_named_by_its_path(raw: dict[str, object], problems: dict[str, str]) -> None:
    assert refused(raw) == problems


def test_a_change_may_not_leave_a_site_without_its_name_or_addresses() -> None:
    with pytest.raises(InvalidSettings) as caught:
        SiteChange.read({"name": None, "origins": [], "languages": None})
    assert list(caught.value.problems) == ["name", "origins", "languages"]
