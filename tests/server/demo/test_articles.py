"""What the sample shop's visitors find is fit to be kept."""

from server.demo.articles import ARTICLES
from server.knowledge.article_input import NewArticle


def test_every_article_may_be_kept_and_speaks_a_language_of_the_shop() -> None:
    kept = [NewArticle.read(each) for each in ARTICLES]

    assert {each.language for each in kept} == {"en", "ru"}
    assert len({each.title for each in kept}) == len(kept)
