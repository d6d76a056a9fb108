"""What visitors' browsers are told about a site: everything they need, nothing that is a default or not theirs."""

import hashlib
import json
from dataclasses import replace
from typing import Any, Literal

import pytest

from server.sites.consent_texts import effective
from server.sites.document import PublishedWidget, public_settings, publish
from server.sites.rules import Rules
from server.sites.settings import Goals, Looks, Manners
from server.sites.sites import Site
from server.sites.widget_input import Content
from server.widget import Condition, Field, InvalidSettings, Settings, ShortText, Where
from tests.support.desk import BELL, BellSettings

SITE = Site(
    id="0" * 26,
    key="abcdefghijkmnpqr",
    name="Harbour Row",
    origins=("https://shop.example",),
    time_zone="Europe/Belgrade",
    country="RS",
    languages=("en", "sr", "sr-Latn"),
    memory="after_interaction",
    addresses="whole",
    looks=Looks(brand="#1f6b52"),
    version=7,
    sample=False,
    created_at=0,
)


def bell(number: int, settings: dict[str, Any] | None = None, rules: dict[str, Any] | None = None) -> PublishedWidget:
    read = BellSettings.read(settings or {})
    texts = effective(BELL, read)
    return PublishedWidget(
        id=str(number), kind=BELL, name="Bell", enabled=True, settings=read, rules=Rules.read(rules or {}), version=3,
        consent_texts=texts, consent_versions={3: texts},
    )  # fmt: skip


def test_the_document_is_what_the_protocol_says() -> None:
    widget = bell(1, {"title": {"en": "Ring", "ru": "Звон"}}, {"where": {"all": []}, "priority": 2, "start": 1000})
    assert publish(SITE, [widget]).config == {
        "site": "abcdefghijkmnpqr",
        "version": 7,
        "languages": ["en", "sr-Latn", "sr"],
        "country": "RS",
        "memory": "after_interaction",
        "looks": {
            "brand": "#1f6b52",
            "theme": "auto",
            "corner": "end",
            "on": "#fff",
            "link": "#1f6b52",
            "link_dark": "#87d0b2",
        },
        "widgets": [
            {
                "id": "1",
                "kind": "bell",
                "version": 3,
                "settings": {"title": {"en": "Ring"}},
                "priority": 2,
                "where": {"all": []},
                "when": [{"kind": "delay", "seconds": 5}],
                "start": 1000,
                "consent": ["contact"],
            }
        ],
    }


def test_a_site_of_no_country_says_nothing_about_it() -> None:
    assert "country" not in publish(replace(SITE, country=None), []).config


PATH_A = {"field": "path", "op": "is", "value": "/a"}
DEVICE = {"field": "device", "op": "is", "value": "phone"}
OF_SITE = ("quiet", "guard", "zone", "live", "goals")


def asked(*widgets: PublishedWidget, **site: Any) -> dict[str, Any]:
    """What browsers are told of the site only because one of these widgets asks for it."""
    config = publish(replace(SITE, **site), widgets).config
    return {name: config[name] for name in OF_SITE if name in config}


def standing_as(widget: PublishedWidget, **manner: Any) -> PublishedWidget:
    """The same of a kind that stands in the page in another manner."""
    return replace(widget, kind=replace(BELL, widget=replace(BELL.widget, **manner)))


def where(field: str, value: Any) -> dict[str, Any]:
    """Rules that ask one thing, some groups down."""
    return {"where": {"any": [{"not": [{"field": field, "op": "is", "value": value}]}]}}


def test_t1_of_a_site_is_told_no_more_than_its_widgets_ask_for() -> None:
    assert asked(bell(1), manners=Manners(search_guard=True)) == {}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("hour", 9, {"zone": "Europe/Belgrade"}),
        ("day", 7, {"zone": "Europe/Belgrade"}),
        ("country", "RS", {"live": 1}),
        ("online", "yes", {"live": 1}),
        ("visits", 2, {}),
        ("set.hour", "9", {}),
    ],
)
def test_t1_a_condition_brings_what_it_is_decided_with(field: str, value: Any, told: dict[str, Any]) -> None:
    assert asked(bell(1), bell(2, rules=where(field, value))) == told


def test_t1_the_conditions_of_what_is_off_bring_nothing() -> None:
    assert asked(replace(bell(1, rules=where("country", "RS")), enabled=False)) == {}


def test_a_kind_that_lives_on_the_line_has_it_open() -> None:
    assert asked(standing_as(bell(1), live=True)) == {"live": 1}


@pytest.mark.parametrize(
    ("manners", "told"),
    [
        (Manners(), {"quiet": 180_000}),
        (Manners(quiet_minutes=0), {"quiet": 0}),
        (Manners(quiet_minutes=1440, search_guard=True), {"quiet": 86_400_000, "guard": 1}),
    ],
)
def test_t3_the_quiet_time_is_told_where_something_interrupts(manners: Manners, told: dict[str, Any]) -> None:
    assert asked(standing_as(bell(1), interrupts=True), manners=manners) == told
    assert asked(replace(standing_as(bell(1), interrupts=True), enabled=False), manners=manners) == {}


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        (Goals(), {}),
        (Goals(data_layer=True), {"goals": {"data_layer": True}}),
        (Goals(gtag=True, metrika="123"), {"goals": {"gtag": True, "metrika": "123"}}),
    ],
)
def test_only_the_goals_that_are_on_are_told(goals: Goals, told: dict[str, Any]) -> None:
    assert asked(bell(1), goals=goals) == told


def test_t3_a_widget_is_told_its_caps_and_its_rest_where_they_are_not_the_usual() -> None:
    rules: list[dict[str, Any]] = [
        {},
        {"caps": {"visit": 2}},
        {"after_closing": "day"},
        {"after_closing": "ever", "caps": {"total": 5}},
    ]

    listed: Any = publish(SITE, [bell(number, rules=each) for number, each in enumerate(rules)]).config["widgets"]

    assert [{name: each[name] for name in ("caps", "after") if name in each} for each in listed] == [
        {},
        {"caps": {"visit": 2}, "after": "again"},
        {},
        {"caps": {"total": 5}, "after": "ever"},
    ]


def test_the_highest_priority_goes_first_and_then_the_older_widget() -> None:
    widgets = [bell(3), bell(1), bell(2, rules={"priority": 5}), bell(4, rules={"priority": -1})]
    listed: Any = publish(SITE, widgets).config["widgets"]
    assert [each["id"] for each in listed] == ["2", "1", "3", "4"]


def test_a_disabled_widget_is_not_shown_and_still_takes_what_open_pages_send() -> None:
    off = replace(bell(1), enabled=False)
    published = publish(SITE, [off])
    assert (published.config["widgets"], dict(published.widgets)) == ([], {"1": off})


def test_the_bytes_are_made_once_and_the_tag_follows_from_them() -> None:
    published = publish(SITE, [bell(1, {"title": {"en": "Звонок"}})])
    assert json.loads(published.body) == published.config
    assert "Звонок".encode() in published.body
    assert published.etag == f'"{hashlib.sha256(published.body).hexdigest()[:32]}"'
    assert published.etag != publish(replace(SITE, version=8), []).etag


def test_settings_that_are_the_defaults_are_left_out() -> None:
    assert public_settings(BellSettings.read({"rings": 3, "title": {}, "inner": {"size": 1}}), ["en"]) == {}
    assert public_settings(BellSettings.read({"rings": 4, "lines": []}), ["en"]) == {"rings": 4}


def test_words_are_sent_in_the_sites_languages_only_however_deep_they_stand() -> None:
    settings = BellSettings.read(
        {
            "title": {"ru": "Звон"},
            "contact": {"en": "", "sr": "Позовите ме."},
            "inner": {"words": {"en": "One", "ru": "Один"}},
            "lines": [{"words": {"en": "Two", "ru": "Два"}, "size": 2}],
        }
    )
    assert public_settings(settings, ["en", "sr"]) == {
        "contact": {"sr": "Позовите ме."},
        "inner": {"words": {"en": "One"}},
        "lines": [{"words": {"en": "Two"}, "size": 2}],
    }


class Turn(Settings):
    words: ShortText = ShortText()
    where: Where = Condition()


class WithConditions(Settings):
    turns: tuple[Turn, ...] = ()


AT_NIGHT = {"not": [{"field": "hour", "op": "at_least", "value": 7}]}
IN_SERBIA = {"all": [{"field": "country", "op": "is", "value": "RS"}]}


def asking(*conditions: dict[str, Any]) -> PublishedWidget:
    """A widget whose settings hold conditions."""
    kind = replace(BELL, widget=replace(BELL.widget, settings=WithConditions))
    settings = WithConditions.read({"turns": [{"where": each} for each in conditions]})
    return replace(bell(1), kind=kind, settings=settings)


def test_conditions_among_the_settings_are_sent_as_browsers_compare_them() -> None:
    coffee = {"any": [{"field": "path", "op": "is", "value": "/кофе"}]}
    config: Any = publish(SITE, [asking(coffee, {})]).config
    assert config["widgets"][0]["settings"]["turns"] == [
        {"where": {"any": [{"field": "path", "op": "is", "value": "/%D0%BA%D0%BE%D1%84%D0%B5"}]}},
        {},
    ]


def test_what_conditions_among_the_settings_ask_of_the_site_is_sent_too() -> None:
    asked = publish(SITE, [asking(AT_NIGHT, IN_SERBIA)]).config
    assert (asked.get("zone"), asked.get("live")) == ("Europe/Belgrade", 1)
    unasked = publish(SITE, [asking({})]).config
    assert (unasked.get("zone"), unasked.get("live")) == (None, None)


def test_a_condition_among_the_settings_is_stored_as_it_was_written() -> None:
    settings = WithConditions.read({"turns": [{"where": AT_NIGHT}]})
    assert Content(settings, Rules()).document()["settings"] == {"turns": [{"where": AT_NIGHT}]}


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"all": [{"field": "moon", "op": "is", "value": "full"}]}, {"turns.0.where.all.0.field"}),
        ({"field": "hour", "op": "is", "value": 7}, {"turns.0.where"}),
        ({"all": [{"field": "path", "op": "is", "value": "coffee"}]}, {"turns.0.where"}),
        ({"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{}]}]}]}]}]}]}]}]}]},
         {"turns.0.where"}),
    ],
    ids=["an unknown field", "no group", "on no page", "too deep"],
)  # fmt: skip
def test_a_condition_among_the_settings_that_cannot_be_read_is_refused_by_its_path(where: Any, said: set[str]) -> None:
    with pytest.raises(InvalidSettings) as refused:
        WithConditions.read({"turns": [{"where": where}]})
    assert refused.value.problems.keys() == said


def test_a_published_widget_knows_the_words_of_its_purposes() -> None:
    now = bell(1, {"contact": {"en": "Ring me."}})
    widget = replace(now, consent_versions={2: effective(BELL, BellSettings()), 3: now.consent_texts})
    assert [purpose.name for purpose in widget.purposes] == ["contact"]
    assert [widget.consent_text("contact", each) for each in ("en", "ru", "de")] == [
        "Ring me.",
        "Позвоните мне.",
        "Call me.",
    ]
    assert [widget.consent_changed_since(each, ["contact"]) for each in (None, 3, 2, 1)] == [
        [],
        [],
        ["contact"],
        ["contact"],
    ]


def test_a_kind_that_lives_on_the_line_with_some_settings_has_it_open_with_these_alone() -> None:
    assert asked(standing_as(bell(1), live=lambda settings: False)) == {}
    assert asked(standing_as(bell(1), live=lambda settings: True)) == {"live": 1}


def test_l8_a_site_asks_who_is_here_where_a_widget_that_is_on_shows_it() -> None:
    showing = standing_as(bell(1), sender=lambda settings: True)

    assert [publish(SITE, [each]).asks_sender for each in (bell(1), showing, replace(showing, enabled=False))] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("own", "speaks", "told"),
    [
        ({}, ["/a"], {"field": "path", "op": "is", "value": "/a"}),
        ({}, ["/a", "/b"], {"any": [PATH_A, {"field": "path", "op": "is", "value": "/b"}]}),
        ({"all": [DEVICE]}, ["/a"], {"all": [DEVICE, PATH_A]}),
        ({"any": [DEVICE]}, ["/a"], {"all": [{"any": [DEVICE]}, PATH_A]}),
        ({"any": [DEVICE]}, [], {"any": [DEVICE]}),
    ],
)
def test_l8_what_has_something_to_say_on_some_pages_only_is_shown_there_alone(
    own: dict[str, Any], speaks: list[str], told: dict[str, Any]
) -> None:
    conditions = [Condition.read({"field": "path", "op": "is", "value": path}) for path in speaks]
    widget = standing_as(bell(1, rules={"where": own}), speaks=lambda settings: conditions)

    [shown] = publish(SITE, [widget]).config["widgets"]  # type: ignore[misc, union-attr]

    assert shown["where"] == told  # type: ignore[index, call-overload]


class Offer(Settings):
    offers: Literal["form", "code"] = "form"
    source: Literal["fixed", "pool"] = Field("fixed", json_schema_extra={"when": {"offers": ["code"]}})
    code: str = Field("", json_schema_extra={"when": {"source": ["fixed"]}})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"offers": "code", "code": "SPRING"}, {"offers": "code", "code": "SPRING"}),
        ({"offers": "code", "source": "pool", "code": "SPRING"}, {"offers": "code", "source": "pool"}),
        ({"source": "pool", "code": "SPRING"}, {}),
        ({"code": "SPRING"}, {}),
    ],
)
def test_a_setting_without_a_meaning_beside_the_others_is_told_to_nobody(
    given: dict[str, str], told: dict[str, str]
) -> None:
    assert public_settings(Offer.read(given), ["en"]) == told
