"""From the database's threads back to the event loops: first whoever waits is answered, then the news is told."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import structlog

from server.database.failpoints import passing
from server.database.feed import Told
from server.database.transaction import News
from server.database.waiting import Job
from server.errors import StorageUnavailable

Listener = Callable[[list[Told]], None]
log = structlog.get_logger(__name__)


class Outcome(NamedTuple):
    """How a job ended: with a value, or with an error."""

    job: Job
    value: Any = None
    error: BaseException | None = None
    news: Sequence[News] = ()


def unavailable(job: Job, cause: BaseException) -> Outcome:
    """The storage was away for this job; an error of its own for each, as each gets a traceback of its own."""
    error = StorageUnavailable()
    error.__cause__ = cause
    return Outcome(job, error=error)


class Answers:
    """Gives outcomes to those who wait, on their loops, and news to the listeners, on the loop that opened us."""

    def __init__(self) -> None:
        self.home: asyncio.AbstractEventLoop | None = None
        self.listeners: list[Listener] = []

    def give(self, outcomes: Sequence[Outcome], told: list[Told]) -> None:
        """Wake each loop once; called from a thread of the database, after the commit."""
        by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
        if told and self.home is not None:
            by_loop[self.home] = []
        for outcome in outcomes:
            if outcome.job.future is not None:
                by_loop.setdefault(outcome.job.future.get_loop(), []).append(outcome)
            elif outcome.error is not None:
                log.warning("housekeeping_failed", unit=outcome.job.name, error=type(outcome.error).__name__)
        for loop, theirs in by_loop.items():
            with contextlib.suppress(RuntimeError):  # a loop that was closed: nobody waits there any more
                loop.call_soon_threadsafe(self._answer, loop, theirs, told if loop is self.home else [])

    def _answer(self, loop: asyncio.AbstractEventLoop, outcomes: list[Outcome], told: list[Told]) -> None:
        for outcome in outcomes:
            _settle(outcome)
        if told:
            # Behind the wake-ups of those who were just answered: the answer leaves before the news.
            loop.call_soon(self._tell, told)

    def _tell(self, told: list[Told]) -> None:
        passing("after_ack")
        for listener in self.listeners:
            try:
                listener(told)
            except Exception as error:
                # One listener's fault is no reason to leave the others without the news.
                log.error("listener_failed", error=type(error).__name__)  # its words may quote a person


def _settle(outcome: Outcome) -> None:
    future = outcome.job.future
    if future is None or future.done():  # done: whoever waited has gone; what was kept stays kept
        return
    if outcome.error is None:
        future.set_result(outcome.value)
    elif isinstance(outcome.error, StopIteration):  # a future cannot carry this one
        future.set_exception(RuntimeError("the unit raised StopIteration"))
    else:
        future.set_exception(outcome.error)
