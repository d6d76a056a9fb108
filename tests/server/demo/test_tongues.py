"""The shop says everything in each of its languages."""

import pytest

from server.demo import goods
from server.demo.shop import Snippet, card
from server.demo.tongues import COFFEES, FRAME, HOMES
from tests.server.demo.test_shop import shop


def test_every_language_says_everything() -> None:
    assert list(FRAME) == list(HOMES) == ["en", *COFFEES]
    assert [language for language, words in FRAME.items() if words.keys() != FRAME["en"].keys()] == []
    slugs = {coffee.slug for coffee in goods.COFFEES}
    assert [language for language, lines in COFFEES.items() if lines.keys() != slugs] == []


@pytest.mark.parametrize(("language", "menu"), [("ru", "Дегустации"), ("sr", "Дегустације")])
async def test_a_page_of_another_language_has_its_menu_and_its_coffees_in_it(language: str, menu: str) -> None:
    text = (await shop(Snippet("http://127.0.0.1:9", "k" * 16)).get(f"/{language}")).text
    first = goods.COFFEES[0]

    assert f">{menu}</a>" in text
    assert all(said in text for said in COFFEES[language][first.slug])
    english = [*FRAME["en"].values(), first.line, first.flag]
    assert [said for said in english if f">{said}<" in text] == []
    assert first.line in card(first)
