"""What follows from a greeter's settings: where it has something to say, and what it asks of the site."""

from server.widget import Condition
from widgets.greeter.settings import GreeterSettings


def has_reply(settings: GreeterSettings) -> bool:
    """Whether it takes words and a way to reach whoever wrote them."""
    return settings.takes_replies


def shows_who_is_here(settings: GreeterSettings) -> bool:
    """Whether pages are told who of the team is online."""
    return settings.senders == "online"


def conditions(settings: GreeterSettings) -> tuple[Condition, ...]:
    """Conditions of which one must hold; with none of them it may come everywhere."""
    return settings.conditions
