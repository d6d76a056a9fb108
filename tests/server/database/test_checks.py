"""What the doctor says about the database, on good days and on bad ones."""

from collections import namedtuple

import pytest
from sqlalchemy import text

from server.database.checks import Fact, check
from server.database.engines import engine_of
from server.database.migrate import newest_version
from server.database.sqlite_connection import path_of
from tests.server.database.lock import locked

GOOD = [
    Fact("reachable", True, "answers"),
    Fact("migrated", True, f"at {newest_version()}"),
    Fact("writable", True, "yes"),
]


def test_a_good_file_has_good_facts_only(sqlite_url):
    *facts, disk = check(sqlite_url)

    assert facts == [*GOOD, Fact("integrity", True, "ok"), Fact("journal", True, "wal")]
    assert (disk.name, disk.is_good) == ("free disk", True)


def test_a_good_server_has_good_facts_only_and_keeps_no_trace_of_the_look(postgres_url):
    assert check(postgres_url) == check(postgres_url) == GOOD


def test_a_file_that_is_missing_is_the_only_fact(tmp_path):
    path = tmp_path / "none.sqlite3"

    assert check(f"sqlite:///{path}") == [Fact("reachable", False, f"{path} does not exist: run frontdesk migrate")]


def test_a_server_that_is_away_is_the_only_fact_and_its_password_is_not_told():
    facts = check("postgresql://desk:s3cret@127.0.0.1:1/front")

    assert [(fact.name, fact.is_good, "s3cret" in fact.words) for fact in facts] == [("reachable", False, False)]


@pytest.mark.storage
def test_tables_of_another_version_are_told(database_url):
    with engine_of(database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    assert check(database_url)[1] == Fact(
        "migrated", False, f"at 0000, this version needs {newest_version()}: run frontdesk migrate"
    )


def test_a_locked_file_is_not_writable(sqlite_url, monkeypatch):
    monkeypatch.setattr("server.database.engines.PATIENT", ("PRAGMA busy_timeout=100",))
    with locked(path_of(sqlite_url)):
        facts = {fact.name: fact for fact in check(sqlite_url)}

    assert facts["writable"] == Fact("writable", False, "database is locked")
    assert facts["reachable"].is_good


def test_a_damaged_file_is_told(sqlite_url):
    path_of(sqlite_url).write_bytes(b"\x00" * 5000)

    words = f"{path_of(sqlite_url)} cannot be used (file is not a database); a database of Frontdesk is expected"
    assert check(sqlite_url) == [Fact("reachable", False, words)]


def test_a_disk_that_is_nearly_full_is_told(sqlite_url, monkeypatch):
    usage = namedtuple("usage", "free")(100 * 1024 * 1024)
    monkeypatch.setattr("server.database.checks.shutil.disk_usage", lambda folder: usage)

    assert check(sqlite_url)[-1] == Fact("free disk", False, "100 MiB")
