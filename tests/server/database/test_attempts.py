"""One run of a unit: its value or its error, and a warning when it was slow."""

import sqlite3
import time

import structlog

from server.database.answers import Outcome
from server.database.attempts import attempt
from server.database.transaction import News, Transaction
from server.database.waiting import Job


def transaction() -> Transaction:
    return Transaction(sqlite3.connect(":memory:").cursor(), "sqlite")


def test_a_units_value_and_news_are_its_outcome():
    job = Job("unit", lambda tx: tx.after_commit(News("s", "lead", "1")) or 7, None)

    assert attempt(job, transaction()) == Outcome(job, value=7, news=[News("s", "lead", "1")])


def test_whatever_a_unit_raises_is_its_outcome_and_its_news_are_forgotten():
    error = SystemExit("even this")

    def unit(tx):
        tx.after_commit(News("s", "lead", "1"))
        raise error

    job = Job("unit", unit, None)
    assert attempt(job, transaction()) == Outcome(job, error=error)


def test_a_unit_over_50_ms_is_logged_with_its_name():
    with structlog.testing.capture_logs() as logs:
        attempt(Job("quick", lambda tx: None, None), transaction())
        attempt(Job("lazy", lambda tx: time.sleep(0.06), None), transaction())

    assert [(line["event"], line["unit"]) for line in logs] == [("slow_unit", "lazy")]
    assert logs[0]["ms"] >= 60
