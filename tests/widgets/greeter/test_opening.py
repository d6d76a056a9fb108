"""Which words a visitor answers."""

import pytest

from widgets.greeter.opening import opening
from widgets.greeter.settings import GreeterSettings

SAID = GreeterSettings.read(
    {"messages": [{"text": {"en": "Beans, {name|friend}?"}}, {"text": {"en": "Tea?", "ru": "Чай?"}}]}
)


@pytest.mark.parametrize(
    ("number", "facts", "language", "words"),
    [
        (1, {}, "en", "Beans, friend?"),
        (1, {"name": "Jovana"}, "en", "Beans, Jovana?"),
        (1, {}, "ru", "Beans, friend?"),
        (2, {"name": "Jovana"}, "ru", "Чай?"),
        (3, {}, "en", ""),
    ],
)
def test_l8_they_are_the_owners_of_this_number_as_they_were_read(
    number: int, facts: dict[str, str], language: str, words: str
) -> None:
    assert opening(SAID, number, facts, language) == words


def test_where_the_widget_spoke_its_own_there_are_none() -> None:
    assert opening(GreeterSettings(), 1, {}, "en") == ""
