"""The writing thread: the units that wait go into one transaction, and one commit keeps them all."""

import random
import time
from collections import deque

import structlog

from server.database.answers import Answers, Outcome, unavailable
from server.database.attempts import attempt
from server.database.failpoints import passing
from server.database.failures import RunAgain, ours, said
from server.database.feed import publish
from server.database.line import Line
from server.database.waiting import Job, Waiting
from server.errors import StorageUnavailable

GROUP_UNITS = 256
GROUP_SECONDS = 0.02  # the first of a group waits no longer than this for the others to run
TURNS, AGAIN_SECONDS = 4, 0.3  # for one unit alone, while other processes come between
PAUSE_SECONDS = 0.04  # at most, to step out of each other's way
log = structlog.get_logger(__name__)


class Writer:
    """Runs units in groups, in the order they came; whoever is answered is on disk.

    A unit that refused before it wrote is answered alone, and its group goes on. A unit that failed after it wrote
    takes its group's transaction back with it: all are run again, one by one and in the same order.
    """

    def __init__(self, line: Line, answers: Answers, waiting: Waiting) -> None:
        self._line = line
        self._answers = answers
        self._waiting = waiting
        self._rest: deque[Job] = deque()  # of a group that is run one by one
        self._failures = 0  # of the storage, one after the other

    def work(self) -> None:
        """Serve until the queue is closed and empty: the body of the thread."""
        while (job := self._waiting.take()) is not None:
            if self._begin(job):
                self._group(job)
        self._line.close()

    def _group(self, first: Job) -> None:
        outcomes: list[Outcome] = []
        job: Job | None = first
        until = time.monotonic() + GROUP_SECONDS
        while job is not None:
            outcome, torn = self._run(job)
            outcomes.append(outcome)
            if torn:
                return self._take_back(outcomes)
            room = len(outcomes) < GROUP_UNITS and time.monotonic() < until
            job = self._waiting.take_now() if room else None
        return self._commit(outcomes)

    def _run(self, job: Job) -> tuple[Outcome, bool]:
        tx = self._line.transaction()
        outcome = attempt(job, tx)
        return outcome, self._line.has_ended() or (outcome.error is not None and self._line.left_traces(tx))

    def _take_back(self, outcomes: list[Outcome]) -> None:
        error = outcomes[-1].error or StorageUnavailable()
        # A full disk stays full for the others as well; a connection that broke can be had anew.
        is_away = isinstance(error, StorageUnavailable) and not self._line.is_broken()
        self._line.roll_back()
        if is_away:
            return self._lost(outcomes, error)
        if isinstance(error, RunAgain):
            _step_aside()
        self._rest.extend(each.job for each in outcomes)
        while self._rest:
            self._alone(self._rest.popleft())
        return None

    def _alone(self, job: Job) -> None:
        """Run one unit as a transaction of its own, and again when another process came between."""
        # Whoever comes behind a failure gets its answer sooner.
        until = time.monotonic() + (0 if self._failures else AGAIN_SECONDS)
        for turns_left in reversed(range(TURNS)):
            if not self._begin(job):
                return None
            outcome, torn = self._run(job)
            if outcome.error is None and not torn:
                return self._commit([outcome])
            may_mend = self._line.may_mend(outcome.error)
            self._line.roll_back()
            if not (may_mend and turns_left and time.monotonic() < until):
                return self._failed(outcome)
            _step_aside()
        return None

    def _failed(self, outcome: Outcome) -> None:
        error = outcome.error or StorageUnavailable()
        is_away = isinstance(error, RunAgain | StorageUnavailable)
        self._failures = self._failures + 1 if is_away else 0
        if not is_away:
            return self._answers.give([outcome], [])
        self._lost([Outcome(outcome.job)], error)
        if self._failures > 1:  # not one locked row but all of them: the others would wait for the same answer
            self._refuse_rest(error)
        return None

    def _begin(self, job: Job) -> bool:
        """Begin, or tell this job and all that wait that we cannot: each of them would wait as long as the first."""
        try:
            self._line.begin()
        except Exception as error:
            self._line.roll_back()
            self._lost([Outcome(job)], error)
            self._refuse_rest(error)
            return False
        return True

    def _commit(self, outcomes: list[Outcome]) -> None:
        try:
            news = [each for outcome in outcomes for each in outcome.news]
            told = publish(self._line.transaction(), news) if news else []
            passing("before_commit")
            self._line.commit()
        except Exception as error:  # nobody may be told that it is kept
            self._line.roll_back()
            return self._lost(outcomes, ours(error))
        self._failures = 0
        passing("after_commit")
        return self._answers.give(outcomes, told)

    def _lost(self, outcomes: list[Outcome], error: BaseException) -> None:
        """Tell all of these; also those that had refused, as their reason may have been what is lost now."""
        if outcomes:
            log.error("storage_unavailable", units=len(outcomes), **said(error))
        self._answers.give([unavailable(each.job, error) for each in outcomes], [])

    def _refuse_rest(self, error: BaseException) -> None:
        self._lost([Outcome(job) for job in [*self._rest, *self._waiting.drain()]], error)
        self._rest.clear()


def _step_aside() -> None:
    time.sleep(random.uniform(0, PAUSE_SECONDS))  # noqa: S311  two processes that met must not meet again
