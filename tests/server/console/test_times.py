"""Instants as the site's own clock shows them."""

from zoneinfo import ZoneInfo

from server.console.times import Clock
from server.console.words import read_words

NOON = 1_778_760_360_000  # 2026-05-14 12:06 UTC, 14:06 in Belgrade
HOUR = 3_600_000


def clock(language="en", now=NOON, zone="Europe/Belgrade"):
    return Clock(ZoneInfo(zone), read_words()[language], now)


def test_today_is_told_by_the_hour_and_other_days_by_day_and_hour():
    shown = [clock().moment(NOON - hours * HOUR) for hours in (0, 15, 24 * 200)]
    assert shown == ["14:06", "13 May, 23:06", "26 October 2025, 13:06"]


def test_days_are_named_by_the_sites_midnight():
    assert [clock().day(NOON - hours * HOUR) for hours in (0, 14, 15, 40, 24 * 400)] == [
        "Today", "Today", "Yesterday", "12 May", "9 April 2025",
    ]  # fmt: skip
    assert clock("ru").day(NOON - 40 * HOUR) == "12 мая"


def test_a_time_carries_the_machines_form_and_the_zone():
    assert clock().when(NOON) == (
        '<time datetime="2026-05-14T12:06:00Z" title="14 May 2026, 14:06 Europe/Belgrade">14:06</time>'
    )
    assert clock().when(None) == ""


def test_a_field_is_read_on_the_sites_wall_clock_also_across_the_changes_of_hour():
    new_york = clock(zone="America/New_York")
    assert clock().read("2026-05-14T14:06") == NOON
    assert new_york.read("2026-03-08T02:30") == new_york.read("2026-03-08T03:30")  # left out: as if it had not been
    assert new_york.read("2026-11-01T01:30") == 1_793_511_000_000  # comes twice: the first


def test_a_field_that_holds_no_time_is_none():
    fields = ("", "soon", "99999-01-01T00:00", "2026-05-14T14:06+05:00", "2026-02-30T10:00", "٢٠٢٦-05-14T14:06")
    assert [clock().read(field) for field in fields] == [None] * 6


def test_what_a_field_offers_reads_back_as_the_same_moment():
    assert clock().from_now(60) == "2026-05-14T15:06"
    assert clock().read(clock().from_now(60)) == NOON + HOUR


def test_a_call_again_is_offered_in_an_hour_or_at_ten_where_that_is_no_hour_to_call():
    def offered(hours: float) -> str:
        return clock(now=NOON - 6 * 60_000 + int(hours * HOUR)).call_again()  # so long after 14:00

    assert [offered(hours) for hours in (0, 5.9, -6)] == ["2026-05-14T15:00", "2026-05-14T20:54", "2026-05-14T09:00"]
    late = ["2026-05-15T10:00"] * 4 + ["2026-05-14T10:00"]
    assert [offered(hours) for hours in (6, 8.5, 9.6, 17.9, -6.1)] == late


def test_midnight_is_the_sites_own():
    assert clock().midnight() == NOON - 14 * HOUR - 6 * 60_000
    assert clock(zone="Pacific/Auckland", now=NOON).midnight() == NOON - 6 * 60_000
