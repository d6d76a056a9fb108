"""What an owner can change about the chat."""

import pytest

from server.registry import find_kinds
from server.sites.consent_texts import offered
from server.widget import InvalidSettings
from widgets.chat.settings import ChatSettings


def test_a_stranger_needs_to_change_nothing() -> None:
    assert ChatSettings.read({}).model_dump(exclude_defaults=True) == {}


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"title": {"en": "x" * 61}}, "title.en"),
        ({"greeting": {"en": "x" * 601}}, "greeting.en"),
        ({"privacy_url": "javascript:alert(1)"}, "privacy_url"),
        ({"ask_name": "perhaps"}, "ask_name"),
        ({"topics": [{"department": "d1"}]}, "topics.0.text"),
        ({"topics": [{"text": {"en": "x"}}] * 9}, "topics"),
        ({"asks": [{"label": {}}]}, "asks.0.label"),
        ({"asks": [{"label": {"en": "x"}, "topic": 1}]}, "asks"),
        ({"contact_first": "perhaps"}, "contact_first"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(said: dict[str, object], problem: str) -> None:
    with pytest.raises(InvalidSettings) as refused:
        ChatSettings.read(said)

    assert list(refused.value.problems) == [problem]


def test_news_are_offered_only_in_the_owners_own_words() -> None:
    kind = find_kinds().kind("chat")
    plain: dict[str, object] = {}
    written: dict[str, object] = {"consent_marketing": {"en": "Letters, once a month."}}

    assert [[each.name for each in offered(kind, ChatSettings.read(settings))] for settings in (plain, written)] == [
        ["contact"],
        ["contact", "marketing"],
    ]
