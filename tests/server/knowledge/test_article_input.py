"""What may stand in an article."""

import pytest

from server.errors import Invalid
from server.knowledge.article_input import ArticleChange, NewArticle


def test_lines_stay_and_what_cannot_be_seen_goes():
    new = NewArticle.read({"title": "  When?\n", "text": "One\r\n\r\nTwo\u202e\x07  "})

    assert (new.title, new.text, new.language, new.published) == ("When?", "One\n\nTwo", "", True)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "", "text": "Yes"}, "title"),
        ({"title": "T" * 121, "text": "Yes"}, "title"),
        ({"title": "When?", "text": " \u202e "}, "text"),
        ({"title": "When?", "text": "x" * 10_001}, "text"),
        ({"title": "When?", "text": "Yes", "language": "English"}, "language"),
        ({"title": "When?", "text": "Yes", "published": "yes"}, "published"),
        ({"title": "When?", "text": "Yes", "colour": "red"}, "colour"),
    ],
)
def test_what_is_unfit_is_refused_by_its_field(said: dict, field: str):
    with pytest.raises(Invalid) as refused:
        NewArticle.read(said)

    assert list(refused.value.errors) == [field]


def test_a_change_names_what_it_changes():
    assert ArticleChange.read({"published": False}).named() == {"published": False}
