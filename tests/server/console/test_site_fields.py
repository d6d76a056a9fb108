"""A site's fields as forms send them, and one sentence for each that needs another value."""

import pytest

from server.console.site_fields import choices, drawn, read_change, read_new, shown
from server.console.words import read_words
from server.errors import Invalid
from server.sites.settings import Goals, Looks, Manners, SiteChange

EN, RU = (read_words()[language] for language in ("en", "ru"))
GOOD = {"site": " Shop ", "address": "shop.example", "country": "", "time_zone": "", "languages": "ru; en,"}
CHANGE = GOOD | {
    "origins": "https://shop.example\n\n  www.shop.example ",
    "memory": "always",
    "addresses": "cut",
    "brand": "#ABCDEF",
    "theme": "dark",
    "corner": "start",
    "shape": "soft",
    "size": "large",
    "lift": "64",
    "quiet_minutes": "15",
    "search_guard": "on",
    "gtag": "on",
    "metrika": " 4411 ",
}


def test_a_new_site_takes_its_origins_from_its_address_and_the_rest_from_good_defaults():
    new = read_new(GOOD, EN)
    assert (new.name, new.time_zone, new.country, new.languages) == ("Shop", "UTC", None, ("ru", "en"))
    assert new.origins == (
        "https://shop.example",
        "https://www.shop.example",
        "http://shop.example",
        "http://www.shop.example",
    )
    assert read_new(GOOD | {"origins": "a.example"}, EN).origins == ("https://a.example",)


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"site": ""}, {"site": EN("wrong.site")}),
        ({"address": ""}, {"address": EN("wrong.address"), "origins": EN("wrong.origins")}),
        ({"languages": "russian"}, {"languages": EN("wrong.languages.one", said="russian")}),
        ({"country": "XX", "time_zone": "Mars"},
         {"country": EN("wrong.country"), "time_zone": EN("wrong.time_zone")}),
        ({"origins": "\n".join(f"n{n}.example" for n in range(21))}, {"origins": EN("wrong.origins")}),
    ],
)  # fmt: skip
def test_every_mistake_has_its_sentence(said, errors):
    with pytest.raises(Invalid) as refused:
        read_new(GOOD | said, EN)
    assert refused.value.errors == errors


def test_a_change_names_every_setting():
    change = read_change(CHANGE, EN)
    assert change.origins == ("https://shop.example", "https://www.shop.example")
    assert (change.memory, change.addresses, change.looks) == (
        "always", "cut",
        Looks(brand="#abcdef", theme="dark", corner="start", shape="soft", size="large", lift=64),
    )  # fmt: skip
    assert (change.manners, change.goals) == (
        Manners(quiet_minutes=15, search_guard=True), Goals(gtag=True, metrika="4411"),
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        read_change(
            CHANGE
            | {"brand": "red", "memory": "", "origins": "https://a.example\nnonsense here"}
            | {"lift": "201", "quiet_minutes": "soon", "metrika": "counter"},
            RU,
        )
    assert set(refused.value.errors) == {"brand", "memory", "origins", "lift", "quiet_minutes", "metrika"}
    assert "nonsense here" in refused.value.errors["origins"]


def test_what_is_drawn_reads_back_as_the_same():
    change = read_change(CHANGE, EN)
    assert SiteChange.read(drawn(change)) == change  # a change has every field that a site has


def test_a_colleagues_value_is_said_in_words():
    assert shown("origins", ("https://a.example", "https://b.example"), EN) == "https://a.example, https://b.example"
    assert [shown("", value, EN) for value in (Looks(), Manners(), Manners(quiet_minutes=1, search_guard=True))] == [
        "#0b6478, As the visitor's system, Right, Round, Normal, 0 pixels below",
        "3 minutes of quiet, the first page from a search as any other",
        "1 minute of quiet, the first page from a search stays free",
    ]
    assert [shown("", value, EN) for value in (Goals(), Goals(gtag=True, metrika="5"))] == [
        "no counter",
        "gtag (Google Analytics), Yandex Metrica",
    ]
    assert (shown("memory", "always", EN), shown("country", None, EN)) == ("From the first page on", "every country")
    assert shown("name", "Harbour Row", RU) == "Harbour Row"


def test_zones_come_with_their_countries_and_countries_by_name():
    offered = choices(EN)
    assert ("Europe/Belgrade", "RS") in offered["zones"]
    assert offered["countries"][0] == ("AF", "Afghanistan")
