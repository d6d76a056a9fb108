"""One run of a unit: its value or its error, and a line in the log when it took long."""

import time

import structlog

from server.database.answers import Outcome
from server.database.transaction import Transaction
from server.database.waiting import Job

SLOW_MS = 50  # a unit is meant to take 20 ms at most: long work goes in batches
log = structlog.get_logger(__name__)


def attempt(job: Job, tx: Transaction) -> Outcome:
    """Run the unit once; what it raises is its outcome and never ends the thread."""
    started = time.perf_counter()
    try:
        value = job.call(tx)
        tx.finish()
        return Outcome(job, value=value, news=tx.news)
    except BaseException as error:
        return Outcome(job, error=error)
    finally:
        took = (time.perf_counter() - started) * 1000
        if took > SLOW_MS:
            log.warning("slow_unit", unit=job.name, ms=round(took))
