"""Which words a visitor answers, as they read them."""

from collections.abc import Mapping

from widgets.greeter.personal import personal
from widgets.greeter.settings import GreeterSettings


def opening(settings: GreeterSettings, number: int, facts: Mapping[str, str], language: str) -> str:
    """The owner's words of this number, counted from 1, with `facts` in them; "" where the widget spoke its own."""
    if number > len(settings.messages):  # there are fewer messages now than when the page was opened
        return ""
    return personal(settings.messages[number - 1].text.nearest(language), facts)
