"""A form is drawn from any kind's settings, and what it sends back is what it was drawn from."""

import re
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from pydantic import Field

from server.console.widget_forms import WidgetForm
from server.registry import Kind, find_kinds
from server.sites.rules import Condition, Rules
from server.widget import Model, Settings
from tests.server.codes.giver import KIND as GIVER
from tests.server.console.drawing import clock, html_of, words
from tests.server.console.random_rules import rules
from tests.server.sites.test_references import OPENER
from tests.support.every_field import FULL, KIND, RULES, Everything
from tests.support.forms import sent

EXAMPLES = [
    pytest.param(kind, dict(example.settings), id=f"{kind.name}: {example.name}")
    for kind in find_kinds()
    for example in kind.examples
]
LANGUAGES = ("en", "ru", "sr-Latn")
POOL = "0" * 26  # which the rooms' own examples name
CALLBACK, POPUP = (find_kinds().kind(name) for name in ("callback", "popup"))


def form_of(kind: Kind, language: str = "en") -> WidgetForm:
    return WidgetForm(
        kind, words(language), clock(language), LANGUAGES, {"pool": {POOL: "Welcome"}, "widget": {POOL: "Discount"}}
    )


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
        ("Where it shows", "as usual", "on pages whose path begins with /coffee"),
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
    assert (change.old, change.new) == ("как обычно: через 40 секунд на странице", "после прочтения 50 % страницы")


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


def giving(pools: dict[str, str]) -> WidgetForm:
    return WidgetForm(GIVER, words("en"), clock(), LANGUAGES, {"pool": pools})


MULTI = find_kinds().kind("multibutton")


def test_l10_a_widget_is_chosen_by_name_and_one_that_is_gone_is_a_mistake() -> None:
    document: dict[str, Any] = {"settings": {"actions": [{"kind": "widget", "widget": POOL}]}, "rules": {}}
    named = WidgetForm(MULTI, words("en"), clock(), LANGUAGES, {"widget": {POOL: "Discount · Pop-up"}})
    bare = WidgetForm(MULTI, words("en"), clock(), LANGUAGES)

    drawn = html_of([field for part in named.parts(document["settings"]) for field in part.fields])
    assert f'<option value="{POOL}" selected>Discount · Pop-up</option>' in drawn
    assert "This site has no other widget yet." in html_of([each for part in bare.parts({}) for each in part.fields])
    assert (named.mistakes(document), bare.mistakes(document)) == (
        {},
        {"settings.actions.0.widget": "Choose a widget of this site."},
    )


def test_l10_what_changed_names_widgets_and_not_their_ids() -> None:
    form = WidgetForm(OPENER, words("en"), clock(), LANGUAGES, {"widget": {POOL: "Discount"}})
    [change] = form.changes({"settings": {"opens": "1" * 26}, "rules": {}}, {"settings": {"opens": POOL}, "rules": {}})
    assert (change.old, change.new) == ("a widget that was deleted", "Discount")


def test_l10_a_line_shows_in_grey_how_it_is_written_beside_what_is_chosen() -> None:
    parts = form_of(MULTI).parts({"actions": [{"kind": "telegram", "to": "harbour_row"}]})
    drawn = html_of([field for part in parts for field in part.fields])
    assert 'name="settings.actions.0.to" value="harbour_row" dir="auto"' not in drawn
    assert 'placeholder="harbour_row" data-examples=' in drawn
    assert "#contacts" in drawn


def test_a_condition_that_nobody_has_written_holds_everywhere() -> None:
    parts = form_of(MULTI).parts({"actions": [{"kind": "callback"}]})
    drawn = html_of([field for part in parts for field in part.fields])
    assert ("By conditions that a program wrote" in drawn, "<details" in drawn) == (False, True)


def test_o2_a_pool_is_chosen_by_name_and_one_that_is_not_the_sites_is_a_mistake() -> None:
    document: dict[str, Any] = {"settings": {"pool": POOL}, "rules": {}}
    ours, none = giving({POOL: "Welcome"}), giving({})

    drawn = html_of(ours.parts(document["settings"])[0].fields)
    assert f'<option value="{POOL}" selected>Welcome</option>' in drawn
    assert "This site has no pool of codes yet." in html_of(none.parts({})[0].fields)
    assert (ours.mistakes(document), none.mistakes(document)) == (
        {},
        {"settings.pool": "Choose a pool of this site."},
    )
    assert ours.read(pairs_of(ours, document), document) == document


def test_o2_what_changed_names_pools_and_not_their_ids() -> None:
    [change] = giving({POOL: "Welcome"}).changes(
        {"settings": {"pool": "1" * 26}, "rules": {}}, {"settings": {"pool": POOL}, "rules": {}}
    )
    assert (change.old, change.new) == ("a pool that was deleted", "Welcome")


@pytest.mark.parametrize("seed", range(40))
def test_t4_rules_of_any_kind_that_nobody_has_changed_come_back_to_the_letter(seed: int) -> None:
    stored = Rules.read(rules(Random(seed))).document()
    document = {"settings": {}, "rules": stored}
    form = form_of(KIND, LANGUAGES[seed % 2])
    pairs = pairs_of(form, document)
    assert form.read(pairs, document)["rules"] == stored
    assert form.mistakes({"settings": FULL, "rules": stored}) == {}
    anew = form.read(pairs, {"settings": {}, "rules": {}})["rules"]
    assert in_any_order(anew.get("where", {})) == in_any_order(stored.get("where", {}))


class Step(Model):
    """A thing of a list that asks a condition of its own."""

    name: str = ""
    shows: Condition = Field(default_factory=Condition, json_schema_extra={"control": "condition"})


class Stepwise(Settings):
    """Settings of a kind whose parts ask conditions."""

    steps: tuple[Step, ...] = ()


def test_a_condition_in_the_settings_is_asked_for_as_the_rules_ask_and_its_mistakes_stand_in_its_rows() -> None:
    form = form_of(replace(KIND, widget=replace(KIND.widget, settings=Stepwise)))
    shows = {"all": [{"field": "visits", "op": "at_least", "value": 2}, {"field": "path", "op": "is", "value": "/a"}]}
    steps = {"settings": {"steps": [{"name": "A"}, {"name": "B", "shows": shows}]}, "rules": {}}
    wrong = {"settings": {"steps": [{"shows": {"all": [{"field": "visits", "op": "is", "value": "x"}]}}]}, "rules": {}}
    pairs = pairs_of(form, steps)
    assert ("settings.steps.1.shows.mode", "conditions") in pairs
    assert form.read(pairs, steps) == steps
    assert form.read(pairs, {"settings": {}, "rules": {}})["settings"]["steps"][1]["shows"] == shows
    assert form.mistakes(wrong) == {
        "settings.steps.0.shows.tree.1.value": "A number within its range, for instance 2.",
    }


def in_any_order(condition: Any) -> Any:
    """Conditions without the order of what is ticked, which has no meaning."""
    if isinstance(condition, dict) and condition.get("op") == "in":
        return condition | {"value": sorted(condition["value"], key=str)}
    if isinstance(condition, dict):
        return {name: in_any_order(each) for name, each in condition.items()}
    return [in_any_order(each) for each in condition] if isinstance(condition, list) else condition
