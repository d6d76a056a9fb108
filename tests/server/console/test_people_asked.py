"""Which people a page asks for."""

from zoneinfo import ZoneInfo

from server.clients.asked import Asked
from server.console.people_asked import DAY_MS, read_filter
from server.console.times import Clock
from server.console.words import read_words

CLOCK = Clock(ZoneInfo("Europe/Belgrade"), read_words()["en"], 1_778_760_360_000)


def test_fields_become_a_filter_with_days_on_the_sites_clock():
    said = {"q": " jov ", "tag": "VIP", "created_since": "2026-05-14", "created_until": "2026-05-14", "page": "7"}
    found = read_filter(said, CLOCK)
    begin = 1_778_709_600_000
    assert found.asked == Asked(q="jov", tag="VIP", created_since=begin, created_until=begin + DAY_MS)
    assert (found.query, found.count) == ("q=jov&tag=VIP&created_since=2026-05-14&created_until=2026-05-14", 3)


def test_what_makes_no_sense_is_left_out():
    said = {"owner": "x", "has": "fax", "seen_since": "yesterday", "agreed": "A B", "tag": "x" * 41, "source": "\0"}
    found = read_filter(said, CLOCK)
    assert (dict(found.said), found.asked) == ({}, Asked())
