"""Articles over HTTP, as a chat asks for them."""

import pytest

from server.knowledge import articles
from server.knowledge.article_input import NewArticle
from tests.server.visitors.house import SHOP

pytestmark = pytest.mark.storage


async def keep(house, title="Do you ship?", **more):
    """Write an article."""
    new = NewArticle(title=title, text=more.pop("text", "Everywhere."), **more)
    return await house.database.write(articles.add, house.site.id, house.member.id, new)


async def get(house, path, origin=SHOP, **asked):
    """Ask as a page does."""
    async with house.client() as client:
        return await client.get(f"{house.base}/articles{path}", params=asked, headers={"origin": origin})


async def test_l12_a_visitor_finds_an_article_and_reads_it(house):
    article = await keep(house)
    found = await get(house, "", q="do you shi", language="en")
    read = await get(house, f"/{article}")

    assert found.json() == {"items": [{"id": article, "title": "Do you ship?", "beginning": "Everywhere."}]}
    assert read.json() == {"id": article, "title": "Do you ship?", "text": "Everywhere."}
    assert (found.headers["cache-control"], found.headers["access-control-allow-origin"]) == (
        "private, max-age=60",
        SHOP,
    )


@pytest.mark.parametrize(
    "asked", [{}, {"q": "\0\0\0"}, {"q": "ship" * 500}, {"q": "ship", "language": "\0"}, {"q": "%%%", "language": "e%"}]
)
async def test_whatever_is_typed_is_answered(asked, house):
    await keep(house)

    assert (await get(house, "", **asked)).status_code == 200


@pytest.mark.parametrize("article", ["0" * 26, "x", "%00"])
async def test_what_is_not_there_is_not_found(article, house):
    answered = await get(house, f"/{article}")

    assert answered.status_code == 404


async def test_what_is_hidden_and_what_is_anothers_page_is_refused(house):
    article = await keep(house, published=False)

    assert (await get(house, f"/{article}")).status_code == 404
    assert (await get(house, "", "https://evil.example", q="ship")).status_code == 403
