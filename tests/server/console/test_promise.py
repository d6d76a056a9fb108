"""The promise clock tells the truth in a ring, a figure and a pace."""

import pytest

from server.console.promise import Promise, answered, figure, running
from server.console.words import read_words

WORDS = read_words()["en"]
SINCE = 1_000_000


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        (0, Promise(SINCE, 28, "", 100, "0:28", runs=True)),
        (9, Promise(SINCE, 28, "", 68, "0:19", runs=True)),
        (19, Promise(SINCE, 28, "soon", 32, "0:09", runs=True)),
        (28, Promise(SINCE, 28, "soon", 0, "0:00", runs=True)),
        (70, Promise(SINCE, 28, "late", 100, "+0:42", runs=True)),
    ],
)
def test_a_promise_runs_warns_under_a_third_and_counts_up_when_late(waited, expected):
    assert running(SINCE, 28, SINCE + waited * 1000, WORDS) == expected


def test_where_nothing_was_promised_the_clock_stands_still_and_says_so():
    assert running(SINCE, 0, SINCE + 5000, WORDS) == Promise(SINCE, 0, "idle", 0, "–")


def test_an_answered_one_is_kept_or_late_and_says_how_long_it_took():
    assert answered(SINCE, 28, SINCE + 17_000, WORDS) == Promise(SINCE, 28, "kept", 100, "0:17")
    assert answered(SINCE, 28, SINCE + 60_000, WORDS) == Promise(SINCE, 28, "late", 100, "1:00")
    assert answered(SINCE, 0, SINCE + 60_000, WORDS).pace == "idle"


def test_figures_stay_short_however_long_it_takes():
    spans = (5, 75, 599, 600, 1132, 3599, 3600, 2 * 3600, 47 * 3600, 49 * 3600, 9 * 86_400)
    shown = [figure(span, WORDS).replace("\u00a0", " ") for span in spans]
    assert shown == ["0:05", "1:15", "9:59", "10 min", "18 min", "59 min", "1 h", "2 h", "47 h", "2 d", "9 d"]
