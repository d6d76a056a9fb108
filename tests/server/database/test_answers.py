"""Answers first, news after them, and nobody's fault is anybody else's."""

import asyncio
import threading

import pytest
import structlog

from server.database import Told
from server.database.answers import Answers, Outcome, unavailable
from server.database.waiting import Job
from server.errors import StorageUnavailable

TOLD = [Told("shop", 1, "lead", "a", 0)]


def answers() -> Answers:
    made = Answers()
    made.home = asyncio.get_running_loop()
    return made


def waited_for(name: str = "unit") -> Job:
    return Job(name, lambda tx: None, asyncio.get_running_loop().create_future())


async def from_a_thread(act, *arguments):
    await asyncio.to_thread(act, *arguments)


async def test_whoever_waits_goes_on_before_the_listeners_hear():
    made, order = answers(), []
    made.listeners.append(lambda told: order.append(("heard", told)))
    jobs = [waited_for(), waited_for()]

    async def wait(job):
        order.append(("answered", await job.future))

    tasks = [asyncio.create_task(wait(job)) for job in jobs]
    await asyncio.sleep(0)
    await from_a_thread(made.give, [Outcome(job, value=n) for n, job in enumerate(jobs)], TOLD)
    await asyncio.gather(*tasks)
    await asyncio.sleep(0)

    assert order == [("answered", 0), ("answered", 1), ("heard", TOLD)]


async def test_one_listeners_fault_leaves_the_others_their_news():
    made, heard = answers(), []
    made.listeners += [lambda told: 1 // 0, heard.append]

    with structlog.testing.capture_logs() as logs:
        await from_a_thread(made.give, [], TOLD)
        await asyncio.sleep(0.01)

    assert heard == [TOLD]
    assert [line["event"] for line in logs] == ["listener_failed"]


async def test_whoever_has_gone_is_not_answered_and_the_others_are():
    made, gone, here = answers(), waited_for(), waited_for()
    gone.future.cancel()

    await from_a_thread(made.give, [Outcome(gone, value=1), Outcome(here, value=2)], [])

    assert await here.future == 2


async def test_errors_travel_and_one_that_no_future_carries_as_another():
    made, jobs = answers(), [waited_for(), waited_for()]

    await from_a_thread(made.give, [Outcome(jobs[0], error=KeyError("a")), Outcome(jobs[1], error=StopIteration())], [])

    with pytest.raises(KeyError):
        await jobs[0].future
    with pytest.raises(RuntimeError, match="StopIteration"):
        await jobs[1].future


async def test_each_who_waits_gets_an_error_of_its_own():
    cause = OSError("full")
    first, second = (unavailable(waited_for(), cause) for _ in range(2))

    assert first.error is not second.error
    assert [type(each.error) for each in (first, second)] == [StorageUnavailable] * 2
    assert first.error.__cause__ is cause


async def test_a_loop_that_was_closed_is_passed_over():
    made, theirs = answers(), asyncio.new_event_loop()
    job, mine = Job("unit", lambda tx: None, theirs.create_future()), waited_for()
    theirs.close()

    await from_a_thread(made.give, [Outcome(job, value=1), Outcome(mine, value=2)], [])

    assert await mine.future == 2


async def test_each_loop_is_answered_on_its_own_thread():
    made, said = answers(), {}

    def elsewhere():
        async def wait():
            job = waited_for()
            threading.Thread(target=made.give, args=([Outcome(job, value="there")], TOLD)).start()
            said["value"] = await job.future

        asyncio.run(wait())

    made.listeners.append(lambda told: said.update(heard_by=threading.current_thread()))
    await asyncio.to_thread(elsewhere)
    await asyncio.sleep(0.01)

    assert said == {"value": "there", "heard_by": threading.current_thread()}


async def test_housekeeping_that_failed_is_in_the_log():
    with structlog.testing.capture_logs() as logs:
        answers().give([Outcome(Job("prune", lambda tx: None, None), error=OSError())], [])

    assert [(line["event"], line["unit"], line["error"]) for line in logs] == [
        ("housekeeping_failed", "prune", "OSError")
    ]
