"""A form is drawn from any kind's settings, and what it sends back is what it was drawn from."""

import re
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
CALLBACK, POPUP = (find_kinds().kind(name) for name in ("callback", "popup"))


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
            "as usual: when its button is pressed",
            "after 4 seconds on the page; when the visitor is about to leave; after a press on .buy > a",
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


def test_what_a_choice_of_a_room_makes_necessary_is_asked_for_in_the_readers_words() -> None:
    for kind in find_kinds():
        reasons = re.findall(r'Unfit\(\s*"(\w+)"', (kind.folder / "settings.py").read_text("utf-8"))
        assert "raise ValueError" not in (kind.folder / "settings.py").read_text("utf-8")
        for language in ("en", "ru"):
            assert {f"mistake.{reason}" for reason in reasons} <= kind.labels[language].keys()
    found = form_of(POPUP, "ru").mistakes({"settings": {"offers": "code"}, "rules": {}})
    assert found == {"settings.code": "Напишите код, который посетитель скопирует."}


def test_a_page_that_no_address_can_be_is_told_under_its_own_row() -> None:
    rows = [
        {"field": "address", "op": "is", "value": "/en.html"},
        {"field": "path", "op": "is", "value": "/en.html"},
        {"field": "path", "op": "prefix", "value": "https://shop.example/"},
        {"field": "path", "op": "is", "value": ""},
    ]
    found = [form_of(KIND).mistakes({"settings": {}, "rules": {"where": {"not": each}}}) for each in (rows[:3], rows)]
    assert found == [
        {
            "rules.where.list.0.value": "A whole address begins with https:// – for /coffee choose the path.",
            "rules.where.list.2.value": "A path begins with / – for https:// choose the whole address.",
        },
        {"rules.where.list.3.value": "Something must stand here."},
    ]


def test_a_form_says_when_the_widget_opens_while_nobody_has_said_it() -> None:
    when = next(field for field in form_of(POPUP).rules({}) if field.path == "rules.when")
    assert when.usual == "As usual: after 40 seconds on the page. What you add takes its place."
    assert when.usual in html_of([when])
    button = next(field for field in form_of(CALLBACK).rules({}) if field.path == "rules.when")
    assert button.usual == "As usual: when its button is pressed. What you add comes besides."
    new = {"settings": {}, "rules": {"when": [{"kind": "scroll", "percent": 50}]}}
    (change,) = form_of(POPUP, "ru").changes({"settings": {}, "rules": {}}, new)
    assert (change.old, change.new) == ("как обычно: через 40 секунд на странице", "когда прочитано 50 % страницы")


def test_triggers_and_pages_are_not_moved_since_their_order_means_nothing() -> None:
    assert "data-move" not in html_of(form_of(KIND).rules(RULES))
    assert "data-move" in html_of([field for part in form_of(KIND).parts(FULL) for field in part.fields])


def test_the_grey_words_are_those_that_the_chosen_offer_says() -> None:
    for offers, title in (("form", "A letter now and then"), ("code", "A code for you"), ("text", "A word from us")):
        html = html_of([field for part in form_of(POPUP).parts({"offers": offers}) for field in part.fields])
        assert f'placeholder="{title}"' in html
        assert "Write to me about news and offers" not in html  # left empty it is not asked


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
