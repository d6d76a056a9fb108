"""Countries and time zones as settings name them: real ones, in their one spelling."""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from server.widget import countries

NOT_PLACES = {"Factory", "localtime", "posixrules"}


@cache
def time_zones() -> frozenset[str]:
    """Every time zone's name."""
    return frozenset(available_timezones() - NOT_PLACES)


@cache
def zones_by_country() -> tuple[tuple[str, str], ...]:
    """The time zones that people live in, in the order of their names, each with its country's code."""
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(sorted((row[2], row[0]) for row in rows))


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
