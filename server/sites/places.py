"""Countries and time zones as settings name them: real ones, in their one spelling."""

from functools import cache
from zoneinfo import available_timezones

from server.widget import countries

NOT_PLACES = {"Factory", "localtime", "posixrules"}


@cache
def time_zones() -> frozenset[str]:
    """Every time zone's name."""
    return frozenset(available_timezones() - NOT_PLACES)


def known_country(value: str) -> str:
    """A country that exists, in capitals; `ValueError` tells what was expected."""
    if not value.isascii() or (code := value.upper()) not in countries():
        raise ValueError("two letters of ISO 3166, like RS")
    return code


def known_time_zone(value: str) -> str:
    """A time zone that exists; `ValueError` tells what was expected."""
    if value not in time_zones():
        raise ValueError("a name of the time zone database, like Europe/Belgrade")
    return value
