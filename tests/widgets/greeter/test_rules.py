"""What follows from a greeter's settings."""

from server.widget import Condition
from widgets.greeter.rules import conditions, has_reply, shows_who_is_here
from widgets.greeter.settings import GreeterSettings

BEANS = {"all": [{"field": "path", "op": "is", "value": "/beans"}]}
read = GreeterSettings.read


def test_consent_is_asked_where_a_reply_is() -> None:
    assert [has_reply(read({})), has_reply(read({"messages": [{"answer": "none"}]}))] == [True, False]


def test_l8_pages_are_told_who_is_here_only_where_the_card_shows_it() -> None:
    assert [shows_who_is_here(read({})), shows_who_is_here(read({"senders": "named"}))] == [True, False]


def test_l8_it_has_something_to_say_where_one_of_its_messages_fits() -> None:
    some = read({"messages": [{"where": BEANS}, {"where": BEANS}]})
    everywhere = read({"messages": [{"where": BEANS}, {}]})

    assert conditions(some) == (Condition.read(BEANS), Condition.read(BEANS))
    assert conditions(everywhere) == ()
