"""A form is drawn from any kind's settings, and what it sends back is what it was drawn from."""

from typing import Any

import pytest

from server.console.widget_forms import WidgetForm
from server.registry import Kind, find_kinds
from server.sites.rules import Rules
from tests.server.console.drawing import clock, html_of, words
from tests.support.every_field import FULL, KIND, RULES, Everything
from tests.support.forms import sent

EXAMPLES = [
    pytest.param(kind, dict(example.settings), id=f"{kind.name}: {example.name}")
    for kind in find_kinds()
    for example in kind.examples
]
LANGUAGES = ("en", "ru", "sr-Latn")


def form_of(kind: Kind, language: str = "en") -> WidgetForm:
    return WidgetForm(kind, words(language), clock(language), LANGUAGES)


def pairs_of(form: WidgetForm, document: dict[str, Any]) -> list[tuple[str, str]]:
    fields = [field for part in form.parts(document["settings"]) for field in part.fields]
    return sent(html_of([*fields, *form.rules(document["rules"])]))


@pytest.mark.parametrize(("kind", "settings"), [*EXAMPLES, pytest.param(KIND, FULL, id="everything")])
def test_what_a_form_sends_back_is_what_it_was_drawn_from(kind: Kind, settings: dict[str, Any]) -> None:
    form, document = form_of(kind), {"settings": settings, "rules": RULES}
    assert form.mistakes(document) == {}
    assert form.read(pairs_of(form, document), document) == document


@pytest.mark.parametrize("kind", [*find_kinds(), KIND], ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_setting_of_every_kind_is_drawn_and_a_fresh_form_says_nothing(kind: Kind, language: str) -> None:
    form, document = form_of(kind, language), {"settings": {}, "rules": {}}
    drawn = {field.path for part in form.parts({}) for field in part.fields}
    assert drawn == {f"settings.{name}" for name in kind.widget.settings.model_fields}
    assert {field.path for field in form.rules({})} == {f"rules.{name}" for name in Rules.model_fields}
    assert form.read(pairs_of(form, document), document) == document


@pytest.mark.parametrize("kind", list(find_kinds()), ids=lambda kind: kind.name)
def test_every_setting_of_every_kind_is_named_in_both_languages(kind: Kind) -> None:
    missing = [
        (language, name)
        for language in ("en", "ru")
        for name in kind.widget.settings.model_fields
        if f"setting.{name}" not in kind.labels.get(language, {})
    ]
    assert missing == []


def test_what_is_written_is_read_and_what_is_emptied_is_unsaid() -> None:
    form, before = form_of(KIND), {"settings": dict(FULL), "rules": dict(RULES)}
    written = dict(pairs_of(form, before)) | {
        "settings.title.en": " New ", "settings.title.ru": "", "settings.seconds": "7", "settings.share": "0,75",
        "settings.is_loud": "no", "settings.mode": "now", "settings.size": "", "settings.tags": "a\r\n\r\n b ",
        "rules.where.mode": "everywhere", "rules.priority": "", "rules.stop": "2026-07-01T11:00",
    }  # fmt: skip
    read = form.read(list(written.items()), before)
    said = {name: read["settings"].get(name) for name in ("title", "seconds", "share", "is_loud", "mode", "tags")}
    assert said == {
        "title": {"en": "New", "de": FULL["title"]["de"]},
        "seconds": 7,
        "share": 0.75,
        "is_loud": False,
        "mode": "now",
        "tags": ["a", "b"],
    }
    assert "size" not in read["settings"]
    assert {name: read["rules"].get(name) for name in ("where", "priority", "stop")} == {
        "where": {},
        "priority": None,
        "stop": "2026-07-01T09:00:00Z",
    }


def test_the_widgets_own_words_stand_where_nothing_is_written() -> None:
    html = html_of(form_of(KIND).parts({})[0].fields)
    assert 'placeholder="We ring in {n} seconds"' in html
    assert 'placeholder="Звоним"' in html


def test_what_changed_is_told_field_by_field_in_words() -> None:
    form = form_of(KIND)
    new = {
        "title": {"en": "Toll"},
        "mode": "now",
        "countries": ["RS"],
        "is_loud": True,
        "seconds": 9,
        "look": {"round": True},
    }
    told = form.changes({"settings": {"title": {"en": "Ring"}}, "rules": {}}, {"settings": new, "rules": RULES})
    assert [(each.label, each.old, each.new) for each in told] == [
        ("Heading, English", "Ring", "Toll"),
        ("Mode", "as usual", "At once"),
        ("Countries", "as usual", "RS"),
        ("Is loud", "as usual", "yes"),
        ("Seconds", "as usual", "9 seconds"),
        ("Look: Round", "as usual", "yes"),
        ("Where it shows", "as usual", "only on /coffee"),
        (
            "When it opens",
            "as usual",
            "some time on the page 4; the visitor is about to leave; a press on something of the page .buy > a",
        ),
        ("Not before", "as usual", "1 May, 11:00"),
        ("Until", "as usual", "1 June, 11:00"),
        ("Goes first", "as usual", "-7"),
    ]


def test_each_mistake_is_told_under_its_field_in_the_readers_words() -> None:
    wrong = {
        "title": {"en": "x" * 61}, "seconds": 99, "mode": "never", "ink": "red", "link": "javascript:alert(1)",
        "steps": [{"name": "A"}, {}], "share": "much", "countries": ["RS", "XX"], "odds": {"mug": "many"},
    }  # fmt: skip
    rules = {"when": [{"kind": "delay"}], "start": "2026-05-01T09:00:00Z", "stop": "2026-04-01T09:00:00Z"}
    found = form_of(KIND, "ru").mistakes({"settings": wrong, "rules": rules})
    assert found == {
        "settings.title.en": "Не больше 60 знаков.",
        "settings.seconds": "От 0 до 60.",
        "settings.mode": "Выберите из списка.",
        "settings.ink": "Цвет вида #0b6478.",
        "settings.link": "Адрес, который начинается с http:// или https://, либо ничего.",
        "settings.steps.1.name": "Здесь нужно что-то написать.",
        "settings.share": "Число, например 30.",
        "settings.countries.1": "Выберите из списка.",
        "settings.odds.mug": "Целое число, например 30.",
        "rules.when.0": "Чего-то не хватает: заполните здесь все поля.",
        "rules.stop": "День и время, конец – после начала.",
    }


def test_words_that_are_markup_stay_words() -> None:
    script = '"><script>alert(1)</script>'
    document = {"settings": {"title": {"en": script}, "name": script, "remark": script, "tags": [script]}, "rules": {}}
    form = form_of(KIND)
    html = html_of([field for part in form.parts(document["settings"]) for field in part.fields])
    assert "<script" not in html
    assert form.read(pairs_of(form, document), document) == document


def test_the_model_of_the_tests_takes_what_the_tests_say() -> None:
    Everything.read(FULL)
    Rules.read(RULES)
