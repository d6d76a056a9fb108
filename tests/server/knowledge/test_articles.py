"""Articles: kept, changed, deleted, brought back; only what is published is read by visitors."""

import pytest

from server.database import Database
from server.errors import Invalid, NotFound
from server.knowledge import articles, finding
from server.knowledge.article_input import MOST_OF_SITE, ArticleChange, NewArticle
from server.knowledge.tables import article_words
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage
DELIVERY = NewArticle(title="How long does delivery take?", text="Two days in Belgrade.\n\nFour elsewhere.")


async def add(desk, new=DELIVERY):
    """Vera writes an article."""
    return await desk.database.write(articles.add, desk.site, desk.vera, new)


async def found(desk, typed="delivery"):
    """The titles that a visitor finds."""
    return [each["title"] for each in await desk.database.read(finding.find, desk.site, "en", typed)]


async def test_l12_an_article_is_written_changed_deleted_and_brought_back(database: Database):
    desk = await open_desk(database)
    article = await add(desk)
    seen = [await found(desk)]
    await database.write(articles.change, desk.site, desk.vera, article, ArticleChange(title="Shipping times"))
    seen += [await found(desk), await found(desk, "shipping")]
    for unit in (articles.remove, articles.restore, articles.restore):
        await database.write(unit, desk.site, desk.vera, article)
        seen.append(await found(desk, "shipping"))

    assert seen == [
        ["How long does delivery take?"],
        [],
        ["Shipping times"],
        [],
        ["Shipping times"],
        ["Shipping times"],
    ]
    [kept] = await database.read(articles.of_site, desk.site)
    assert (kept["id"], kept["text"], kept["language"], kept["published"]) == (article, DELIVERY.text, "", True)
    told = [thing for kind, thing in await desk.news() if kind == "articles"]
    assert told == [article] * 4


async def test_what_is_not_published_is_found_and_read_by_nobody(database: Database):
    desk = await open_desk(database)
    article = await add(desk)
    open_ = await database.read(articles.published, desk.site, article)
    await database.write(articles.change, desk.site, desk.vera, article, ArticleChange(published=False))

    assert open_ == {"id": article, "title": DELIVERY.title, "text": DELIVERY.text}
    assert (await found(desk), await desk.all(article_words)) == ([], [])
    with pytest.raises(NotFound):
        await database.read(articles.published, desk.site, article)
    assert (await database.read(articles.one, desk.site, article))["published"] is False


async def test_another_sites_article_is_none_of_ours(database: Database):
    desk = await open_desk(database)
    article = await add(desk)
    for unit in (articles.remove, articles.restore):
        with pytest.raises(NotFound):
            await database.write(unit, "0" * 26, desk.vera, article)
    with pytest.raises(NotFound):
        await database.read(articles.published, "0" * 26, article)
    assert await database.read(finding.find, "0" * 26, "en", "delivery") == []
    assert await database.read(articles.site_of, article) == desk.site


async def test_a_site_has_at_most_300_articles(database: Database):
    desk = await open_desk(database)
    for number in range(MOST_OF_SITE):
        await add(desk, NewArticle(title=f"Question {number}", text="Answer"))
    with pytest.raises(Invalid) as refused:
        await add(desk)

    assert refused.value.reasons == {"title": "full"}
    assert len(await database.read(articles.of_site, desk.site)) == MOST_OF_SITE
