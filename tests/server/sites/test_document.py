"""What visitors' browsers are told about a site: everything they need, nothing that is a default or not theirs."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from server.sites.consent_texts import effective
from server.sites.document import PublishedWidget, public_settings, publish
from server.sites.rules import Rules
from server.sites.settings import Looks
from server.sites.sites import Site
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
        "inner": {"words": {"en": "One"}, "size": 1},
        "lines": [{"words": {"en": "Two"}, "size": 2}],
    }


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
