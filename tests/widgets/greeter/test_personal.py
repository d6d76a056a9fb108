"""What is known of a visitor stands in the words, and what is not known leaves no hole."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.async_api import Page

import widgets.greeter
from static.linker import link_module
from tests.static.shop import Shop
from widgets.greeter.personal import personal

MODULE = link_module(Path(widgets.greeter.__file__).with_name("personal.js"))
SOURCE = f"data:text/javascript,{quote(MODULE)}"
ALL = {"name": "Jovana", "source": "letter", "page": "Beans"}

CASES: list[tuple[str, dict[str, str], str]] = [
    ("Hello, {name}!", ALL, "Hello, Jovana!"),
    ("Hello, {name|there}!", {}, "Hello, there!"),
    ("Hello, {name|there}!", {"name": ""}, "Hello, there!"),
    ("Hello, {name|there}!", ALL, "Hello, Jovana!"),
    ("Hello, {name}! Looking for beans?", {}, "Looking for beans?"),
    ("Looking for beans? Hello, {name}!", {}, "Looking for beans?"),
    ("Hello, {name}!", {}, ""),
    ("You read {page}. You come from {source}. Welcome.", {"page": "Beans"}, "You read Beans. Welcome."),
    ("You come from {source} and are called {name}.", {"name": "Jovana"}, ""),
    ("First line, {name}\nSecond line", {}, "Second line"),
    ("First line\n\nSecond, {name}\nThird", {}, "First line\n\nThird"),
    ("See shop.example, {name|friend}. It costs 3.50 now.", {}, "See shop.example, friend. It costs 3.50 now."),
    ("See shop.example, {name}. It costs 3.50 now.", {}, "It costs 3.50 now."),
    ("Hello, {name|dear guest. Or friend}! Come in.", {}, "Hello, dear guest. Or friend! Come in."),
    ("Really?! {name}, come in… Or not", {}, "Really?! Or not"),
    ("Привет, {name|гость}! Вы на странице «{page}».", {"page": "Зёрна"}, "Привет, гость! Вы на странице «Зёрна»."),
    ("{price} for {nobody|x}.", {}, "{price} for {nobody|x}."),
    ("A { brace that ends nowhere, {name|x}.", {}, "A { brace that ends nowhere, x."),
    ("Costs $& and $1, {name}.", {"name": "$&"}, "Costs $& and $1, $&."),
    ("", {}, ""),
]


async def asked(page: Page, call: str, given: Any = None) -> Any:
    return await page.evaluate(f"async (given) => {{ const m = await import({SOURCE!r}); return {call} }}", given)


async def test_l8_what_is_not_known_of_a_visitor_leaves_no_hole_in_a_sentence(page: Page) -> None:
    given = [[words, facts] for words, facts, _ in CASES]

    said = await asked(page, "given.map((each) => m.personal(...each))", given)

    assert dict(zip([words for words, _, _ in CASES], said, strict=True)) == {words: told for words, _, told in CASES}


@pytest.mark.parametrize(("words", "facts", "told"), CASES)
def test_the_team_reads_the_same_words(words: str, facts: dict[str, str], told: str) -> None:
    assert personal(words, facts) == told


def test_what_a_browser_claims_is_short_and_on_one_line() -> None:
    claimed = {"name": "J\n\u202eS " + "x" * 900, "page": "\n", "other": "y"}
    said = personal("Hello, {name}! {page|Look} around.", claimed)

    assert said == f"Hello, J S {'x' * 96}! Look around."


async def test_a_long_text_of_an_ill_willed_owner_takes_no_time(page: Page) -> None:
    words = "{" * 300 + "{name|x" * 40
    took = await asked(page, "(m.personal(given, {}), performance.now() - given.length)", words)
    began = await page.evaluate("performance.now()")
    personal(words, {"name": "{" * 900})

    assert began - took < 2_000


@pytest.mark.parametrize(
    ("query", "referrer", "source"),
    [
        ("utm_source=letter", "https://find.example/", "letter"),
        ("utm_source=", "https://www.find.example/search?q=1", "find.example"),
        ("utm_source=Pay+at+evil.example%2Fx!", "https://find.example/", "find.example"),
        ("utm_source=%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE", "", "письмо"),
        ("", "own", ""),
        ("", "", ""),
    ],
)
async def test_l8_where_somebody_came_from_is_the_pages_own_mark_or_the_page_before(
    page: Page, shop: Shop, query: str, referrer: str, source: str
) -> None:
    given = f"{shop.address}/before" if referrer == "own" else referrer
    await page.goto(f"{shop.address}/beans?{query}", **({"referer": given} if given else {}))

    facts = await asked(page, "m.factsOf(given)", {"name": "Jovana"})

    assert (facts["name"], facts["page"], facts.get("source") or "") == ("Jovana", "/beans", source)
