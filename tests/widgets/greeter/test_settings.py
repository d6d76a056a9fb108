"""What an owner can change about the greeter."""

import pytest
from pydantic import ValidationError

from server.widget import InvalidSettings
from widgets.greeter.settings import GreeterSettings


def test_a_stranger_needs_to_change_nothing() -> None:
    settings = GreeterSettings.read({})

    assert [each.model_dump(exclude_defaults=True) for each in settings.messages] == [{}]
    assert (settings.senders, settings.takes_replies, settings.conditions) == ("online", True, ())


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"messages": []}, ["messages"]),
        ({"messages": [{}] * 11}, ["messages"]),
        ({"messages": [{"answer": "call"}]}, ["messages.0.answer"]),
        ({"messages": [{"where": {"field": "colour", "op": "is", "value": "x"}}]}, ["messages.0.where.field"]),
        ({"messages": [{}, {"link": "javascript:alert(1)"}]}, ["messages.1.link"]),
        ({"messages": [{"opens": "greeter"}]}, ["messages.0.opens"]),
        ({"messages": [{"points_at": "x" * 201}]}, ["messages.0.points_at"]),
        ({"senders": "somebody"}, ["senders"]),
        ({"fallback_picture": "anna.jpg"}, ["fallback_picture"]),
    ],
)
def test_what_cannot_be_is_refused_by_name(said: dict[str, object], problems: list[str]) -> None:
    with pytest.raises(InvalidSettings) as refused:
        GreeterSettings.read(said)

    assert list(refused.value.errors) == problems


def test_a_button_that_leads_nowhere_is_refused_with_a_reason_that_stays() -> None:
    with pytest.raises(ValidationError) as refused:
        GreeterSettings.model_validate({"messages": [{"answer": "button"}]})

    told = [(each["loc"], each["ctx"]["error"].reason) for each in refused.value.errors()]
    assert told == [(("messages", 0, "opens"), "button_leads_nowhere")]
    for way in ({"link": "https://shop.example/"}, {"opens": "0" * 26}):
        GreeterSettings.read({"messages": [{"answer": "button", **way}]})
