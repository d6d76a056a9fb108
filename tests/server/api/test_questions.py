"""Each question takes its own fields, within bounds."""

import pytest

from server.api.questions import CallListing, Note, Outcome, Search
from server.widget import InvalidSettings, Model


def test_a_question_is_read_whole() -> None:
    assert Search.read({"q": " anna@shop.example "}) == Search(limit=50, cursor=None, q="anna@shop.example")
    assert CallListing.read({"state": "open"}).state == "open"
    assert Note.read({"text": "Rang back."}).text == "Rang back."
    assert Outcome.read({"outcome": "later", "at": "2026-11-23T10:00:00+01:00"}).at == 1_795_424_400_000


@pytest.mark.parametrize(
    ("model", "raw", "errors"),
    [
        (Search, {"q": "x" * 255}, {"q": "at most 254 characters"}),
        (Search, {"segment": "all"}, {"segment": "is not a known field"}),
        (Note, {}, {"text": "is required"}),
        (Note, {"text": " "}, {"text": "must not be empty"}),
        (Outcome, {"outcome": "reached", "at": "soon"}, {"at": "a moment like 2026-05-01T09:00:00Z"}),
    ],
)
def test_each_wrong_field_is_named(model: type[Model], raw: dict[str, object], errors: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings) as refused:
        model.read(raw)
    assert refused.value.errors == errors
