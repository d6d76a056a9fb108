"""What a visitor finds by what they have typed so far."""

import pytest

from server.database import Database
from server.knowledge import articles, finding
from server.knowledge.article_input import NewArticle
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage
ARTICLES = (
    ("How long does delivery take?", "Two days in Belgrade, four elsewhere.", "en"),
    ("Can I return an opened bag?", "Yes, within two weeks of the delivery.", "en"),
    ("Сколько идёт доставка?", "Два дня по Белграду.", "ru"),
    ("Как вернуть заказ?", "В течение двух недель, доставка за наш счёт.", "ru"),
    ("WhatsApp: +381 64 123 45 67", "Every day.", ""),
)


async def shelf(database: Database):
    """A site with some articles."""
    desk = await open_desk(database)
    for title, text, language in ARTICLES:
        new = NewArticle(title=title, text=text, language=language)
        await database.write(articles.add, desk.site, desk.vera, new)
    return desk


@pytest.mark.parametrize(
    ("language", "typed", "first"),
    [
        ("en", "deliv", 0),  # while it is typed
        ("en", "How long is delivery to Novi Sad", 0),
        ("en", "can i RETURN it", 1),
        ("en", "returned bags", 1),  # other endings
        ("ru", "доставк", 2),
        ("ru", "Здравствуйте, когда ждать доставки", 2),
        ("ru", "ДОСТАВКУ", 2),
        ("ru", "идет", 2),  # ё
        ("ru-RU", "вернуть", 3),
        ("sr", "whatsapp", 4),  # of all languages
    ],
)
async def test_l12_the_fittest_comes_first_by_beginnings_of_words(
    language: str, typed: str, first: int, database: Database
):
    desk = await shelf(database)
    found = await database.read(finding.find, desk.site, language, typed)

    assert found[0]["title"] == ARTICLES[first][0]
    assert found[0]["beginning"] == ARTICLES[first][1]


@pytest.mark.parametrize("typed", ["", "  ", "x", "to", "горилла", "%", "__", "' OR 1=1", "\0", "🙂", "d" * 500])
async def test_what_fits_nothing_finds_nothing(typed: str, database: Database):
    desk = await shelf(database)

    assert await database.read(finding.find, desk.site, "en", typed) == []


async def test_nobody_is_given_articles_of_a_language_they_do_not_read(database: Database):
    desk = await shelf(database)
    found = await database.read(finding.find, desk.site, "de", "delivery доставка whatsapp")

    assert [each["title"] for each in found] == [ARTICLES[4][0]]


async def test_of_many_that_fit_three_are_given(database: Database):
    desk = await open_desk(database)
    for number in range(9):
        new = NewArticle(title=f"Delivery {number}", text="Soon.")
        await database.write(articles.add, desk.site, desk.vera, new)

    assert len(await database.read(finding.find, desk.site, "en", "delivery")) == finding.MOST
