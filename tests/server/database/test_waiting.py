"""The queue in front of the database's threads: in order, bounded, closed for good."""

import threading
from collections import deque

import pytest

from server.database.waiting import Job, Waiting
from server.errors import Overloaded, StorageUnavailable


def job(name: str) -> Job:
    return Job(name, lambda tx: None, None)


def filled(*names: str, most: int = 10) -> Waiting:
    waiting = Waiting(most)
    for name in names:
        waiting.add(job(name))
    return waiting


def test_jobs_come_out_in_the_order_they_came():
    waiting = filled("a", "b", "c")

    assert [waiting.take().name, waiting.take_now().name, waiting.take().name, waiting.take_now()] == [
        "a", "b", "c", None,
    ]  # fmt: skip


def test_one_job_more_than_the_limit_is_refused_and_fits_when_there_is_room():
    waiting = filled("a", "b", most=2)

    with pytest.raises(Overloaded):
        waiting.add(job("c"))
    waiting.take()
    waiting.add(job("d"))

    assert [each.name for each in waiting.drain()] == ["b", "d"]


def test_a_closed_queue_gives_out_what_it_holds_and_takes_nothing():
    waiting = filled("a")
    waiting.close()

    with pytest.raises(StorageUnavailable):
        waiting.add(job("b"))
    assert [waiting.take().name, waiting.take()] == ["a", None]


def test_closing_wakes_whoever_waits_for_a_job():
    waiting, woken = Waiting(1), []
    thread = threading.Thread(target=lambda: woken.append(waiting.take()), daemon=True)
    thread.start()

    waiting.close()
    thread.join(5)

    assert woken == [None]


def test_what_is_put_in_quietly_is_taken_once_the_waiting_are_woken():
    waiting, taken = Waiting(10), []
    thread = threading.Thread(target=lambda: taken.append(waiting.take()), daemon=True)
    thread.start()

    waiting.wake()  # nothing is there yet: nobody is misled
    waiting.add(job("a"), wake=False)
    waiting.add(job("b"), wake=False)
    waiting.wake()
    thread.join(5)

    assert [each.name for each in taken] == ["a"]
    assert waiting.take_now().name == "b"


def test_what_one_thread_has_seen_another_does_not_take_away_under_its_hands():
    waiting, drained = Waiting(10), []
    drainer = threading.Thread(target=lambda: drained.extend(waiting.drain()), daemon=True)

    class Seen(deque):
        """At the first look another thread begins to drain the queue."""

        def __len__(self):
            if drainer.ident is None:
                drainer.start()
                drainer.join(0.2)
            return super().__len__()

    waiting._jobs = Seen([job("a")])

    taken = waiting.take()
    drainer.join(5)

    assert (taken.name, drained) == ("a", [])
