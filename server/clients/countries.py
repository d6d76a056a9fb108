"""Countries in the words that refusals use."""

from server.widget import countries


def country_name(code: str) -> str:
    """The country's English name, or the code itself where the list of countries lacks it."""
    return countries().get(code, code)


def country_names(codes: tuple[str, ...], most: int = 5) -> str:
    """Several countries in one phrase, `Serbia, Russia`; beyond `most` the rest is counted."""
    more = len(codes) - most
    return ", ".join(country_name(code) for code in codes[:most]) + (f" and {more} more" if more > 0 else "")
