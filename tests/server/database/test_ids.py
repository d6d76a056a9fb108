"""Ids: 26 characters that sort by the time they were drawn."""

import re
import time

import time_machine

from server.database.ids import ALPHABET, earliest_id, new_id, now_ms


def test_an_id_is_26_characters_of_our_alphabet():
    assert re.fullmatch(f"[{ALPHABET}]{{26}}", new_id())


def test_ids_of_a_later_millisecond_sort_behind_earlier_ones():
    drawn = []
    for moment in (0, 1, 1_000_000, 1_900_000_000_000, 2**48 - 1):
        with time_machine.travel(moment / 1000, tick=False):
            drawn.append(new_id())

    assert drawn == sorted(drawn)


def test_ids_drawn_one_after_the_other_within_a_millisecond_sort_in_that_order():
    drawn = []
    for microsecond in range(5, 1_000, 10):
        with time_machine.travel(1_700_000_000 + microsecond / 1_000_000, tick=False):
            drawn.append(new_id())

    assert drawn == sorted(drawn)


def test_an_id_begins_with_its_time():
    with time_machine.travel(1_700_000_000, tick=False):
        first, second = new_id(), new_id()

    assert first[:10] == second[:10] == "01hf7yat00"
    assert first != second


def test_ten_thousand_ids_of_one_moment_differ():
    with time_machine.travel(1_700_000_000, tick=False):
        assert len({new_id() for _ in range(10_000)}) == 10_000


def test_the_clock_counts_milliseconds():
    with time_machine.travel(1_700_000_000, tick=False):
        assert now_ms() == 1_700_000_000_000


def test_the_earliest_id_of_a_moment_comes_before_those_drawn_from_then_on_and_after_those_before():
    before = new_id()
    time.sleep(0.002)
    earliest = earliest_id(now_ms())
    assert before < earliest < new_id()
    assert len(earliest) == len(before)
