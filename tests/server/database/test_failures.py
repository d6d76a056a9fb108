"""The drivers' errors become ours, and nothing of a person's data comes along."""

import sqlite3

import psycopg
import pytest

from server.database.failures import Clash, RunAgain, ours, said
from server.errors import StorageUnavailable


def sqlite_error(code: int, kind: type[sqlite3.Error] = sqlite3.OperationalError) -> sqlite3.Error:
    error = kind("words")
    error.sqlite_errorcode = code
    error.sqlite_errorname = f"CODE_{code}"
    return error


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_NOTADB,
    ],
)
def test_a_file_that_cannot_be_used_means_storage_unavailable(code):
    assert type(ours(sqlite_error(code))) is StorageUnavailable


@pytest.mark.parametrize(
    "kind", [psycopg.OperationalError, psycopg.errors.AdminShutdown, psycopg.errors.DiskFull, psycopg.InterfaceError]
)
def test_a_server_that_is_away_means_storage_unavailable(kind):
    assert type(ours(kind("words"))) is StorageUnavailable


@pytest.mark.parametrize(
    "kind",
    [psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure, psycopg.errors.LockNotAvailable],
)
def test_another_transaction_that_came_between_means_run_again(kind):
    assert type(ours(kind("words"))) is RunAgain


def test_a_constraint_means_a_clash_that_names_columns_only():
    error = ours(sqlite3.IntegrityError("UNIQUE constraint failed: calls.site, calls.phone"))

    assert (type(error), str(error)) == (Clash, "UNIQUE constraint failed: calls.site, calls.phone")


def test_errors_of_the_program_stay_as_they_are():
    for error in (sqlite_error(sqlite3.SQLITE_ERROR), psycopg.errors.UndefinedTable("words"), ValueError("words")):
        assert ours(error) is error


def test_the_log_gets_the_drivers_code_and_never_its_words():
    error = StorageUnavailable()
    error.__cause__ = sqlite_error(sqlite3.SQLITE_FULL)

    assert said(error) == {"error": "OperationalError", "code": f"CODE_{sqlite3.SQLITE_FULL}"}
    assert said(psycopg.errors.DiskFull("words")) == {"error": "DiskFull", "code": "53100"}
    assert said(ValueError("words")) == {"error": "ValueError", "code": ""}
