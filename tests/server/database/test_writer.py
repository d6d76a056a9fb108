"""The group: one commit keeps all, a refusal is its own affair, and a failure after a write harms nobody else."""

import asyncio
import threading
from unittest.mock import patch

import pytest

from server.database import writer
from server.database.feed import news_since
from server.errors import StorageUnavailable
from tests.server.database.shelf import Refused, fail_late, keep, on_shelf, put, refuse

pytestmark = pytest.mark.storage


class Gate:
    """A unit that holds the writer until opened, so that what is written meanwhile waits and becomes one group."""

    def __init__(self):
        self.entered, self.open = threading.Event(), threading.Event()

    def __call__(self, tx):
        self.entered.set()
        assert self.open.wait(10)


async def as_one_group(database, *units):
    """The outcomes of units that ran in one group, in their order."""
    gate = Gate()
    first = asyncio.ensure_future(database.write(gate))
    assert await asyncio.to_thread(gate.entered.wait, 10)
    # The gate has used up the time of its own group: what waits now begins the next one.
    tasks = [asyncio.ensure_future(database.write(unit, *arguments)) for unit, *arguments in units]
    await asyncio.sleep(0.05)
    with patch.object(writer, "GROUP_SECONDS", 10.0):  # on a busy machine 20 ms may end between two units
        gate.open.set()
        await first
        return await asyncio.gather(*tasks, return_exceptions=True)


def outline(outcomes):
    return [type(each).__name__ if isinstance(each, BaseException) else each for each in outcomes]


async def feed(database):
    return [(told.number, told.thing) for told in (await database.read(news_since, "shop", 0)).items]


async def test_units_of_one_group_are_kept_in_the_order_they_came(database):
    outcomes = await as_one_group(database, (keep, "c"), (keep, "a"), (keep, "b"))

    assert outline(outcomes) == ["c", "a", "b"]
    assert await feed(database) == [(1, "c"), (2, "a"), (3, "b")]


async def test_a_unit_that_refuses_before_it_writes_is_answered_alone(database):
    runs = []
    counted = lambda tx, name: (runs.append(name), keep(tx, name))[1]  # noqa: E731

    outcomes = await as_one_group(database, (counted, "a"), (refuse,), (counted, "b"))

    assert outline(outcomes) == ["a", "Refused", "b"]
    assert runs == ["a", "b"]  # nothing was run twice
    assert await feed(database) == [(1, "a"), (2, "b")]


async def test_a_unit_that_fails_after_it_wrote_leaves_the_others_whole(database):
    outcomes = await as_one_group(database, (keep, "a"), (fail_late, "b"), (keep, "c"), (fail_late, "d"), (keep, "e"))

    assert outline(outcomes) == ["a", "Refused", "c", "Refused", "e"]
    assert await database.read(on_shelf) == ["a", "c", "e"]
    assert await feed(database) == [(1, "a"), (2, "c"), (3, "e")]


async def test_a_second_run_draws_its_ids_anew(database):
    drawn = []

    def draw(tx):
        drawn.append(tx.new_id())
        put(tx, drawn[-1])
        return drawn[-1]

    kept, failed = await as_one_group(database, (draw,), (fail_late, "b"))

    assert isinstance(failed, Refused)
    assert len(drawn) == len(set(drawn)) == 2
    assert await database.read(on_shelf) == [kept] == drawn[1:]


async def test_what_a_later_unit_decided_by_is_decided_again_when_it_was_taken_back(database):
    def only_if_absent(tx, name):
        if name in on_shelf(tx):
            raise Refused
        return keep(tx, name)

    def keep_then_fail(tx, name):
        keep(tx, name)
        if runs.append(name) is None and len(runs) > 1:  # the second run, alone, fails; the first one succeeded
            raise Refused

    runs = []
    outcomes = await as_one_group(database, (keep_then_fail, "x"), (only_if_absent, "x"), (fail_late, "y"))

    assert outline(outcomes) == ["Refused", "x", "Refused"]
    assert await database.read(on_shelf) == ["x"]


async def test_a_clash_in_the_group_is_its_own_units_affair(database):
    outcomes = await as_one_group(database, (keep, "a"), (keep, "a"), (keep, "b"))

    assert outline(outcomes) == ["a", "Clash", "b"]
    assert await feed(database) == [(1, "a"), (2, "b")]


async def test_whoever_stops_waiting_does_not_stop_the_unit(database):
    gate = Gate()
    first = asyncio.ensure_future(database.write(gate))
    assert await asyncio.to_thread(gate.entered.wait, 10)
    leaving = asyncio.ensure_future(database.write(keep, "a"))
    await asyncio.sleep(0)
    leaving.cancel()
    gate.open.set()
    await first

    assert await database.write(keep, "b") == "b"
    assert await database.read(on_shelf) == ["a", "b"]


async def test_a_storage_error_that_a_unit_raises_after_writing_tells_the_whole_group(database):
    def away(tx):
        put(tx, "b")
        raise StorageUnavailable

    outcomes = await as_one_group(database, (keep, "a"), (refuse,), (away,))

    assert outline(outcomes) == ["StorageUnavailable"] * 3  # a refusal may have been for what is lost now
    assert await database.read(on_shelf) == []
    assert await database.write(keep, "c") == "c"


async def test_a_group_larger_than_its_limit_is_kept_in_several(database):
    names = [f"{n:04}" for n in range(600)]

    assert await as_one_group(database, *((keep, name) for name in names)) == names
    assert await feed(database) == [(n + 1, name) for n, name in enumerate(names[:500])]
