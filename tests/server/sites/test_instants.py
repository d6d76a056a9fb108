"""Moments go both ways without losing a millisecond."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sites.instants import LATEST, read_instant, written


def test_a_moment_is_written_in_utc_with_thousandths_only_where_there_are_some() -> None:
    assert [written(0), written(1_777_626_000_000), written(1_777_626_000_005)] == [
        "1970-01-01T00:00:00Z",
        "2026-05-01T09:00:00Z",
        "2026-05-01T09:00:00.005Z",
    ]


@pytest.mark.parametrize(
    "value",
    [
        "2026-05-01T09:00:00Z",
        "2026-05-01t09:00:00z",
        "2026-05-01T11:00:00+02:00",
        "2026-05-01 09:00:00.000Z",
        1_777_626_000_000,
    ],
)
def test_one_moment_may_be_written_in_several_ways(value: object) -> None:
    assert read_instant(value) == 1_777_626_000_000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "tomorrow",
        "2026-05-01",
        "2026-05-01T09:00:00",
        "2026-02-30T09:00:00Z",
        "20260501T090000Z",
        "1969-12-31T23:59:59Z",
        -1,
        LATEST + 1,
        1.5,
        True,
        None,
        [],
    ],
)
def test_what_is_no_moment_is_refused_with_an_example(value: object) -> None:
    with pytest.raises(ValueError, match="a moment like 2026-05-01T09:00:00Z"):
        read_instant(value)


def test_the_last_moment_can_be_shown_in_every_time_zone() -> None:
    zones = [ZoneInfo(name) for name in ("Pacific/Kiritimati", "Europe/Belgrade", "Etc/GMT+12")]
    shown = [datetime.fromtimestamp(LATEST / 1000, UTC).astimezone(zone).year for zone in zones]
    assert shown == [9999, 9999, 9998]


@given(st.integers(0, LATEST))
def test_every_moment_reads_back_as_it_was_written(moment: int) -> None:
    assert read_instant(written(moment)) == moment
