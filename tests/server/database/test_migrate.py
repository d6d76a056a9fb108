"""Migrations: from nothing to this version, twice without harm, and by two processes at once."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from server.database import Database
from server.database.engines import engine_of
from server.database.migrate import is_current, migrate, newest_version, stands_at, version_of
from server.database.sqlite_connection import path_of
from server.errors import StorageUnavailable
from tests.server.database.lock import locked

ROOT = Path(__file__).parents[3]


@pytest.mark.storage
def test_a_new_database_is_brought_to_this_version_and_stays_there(second_url):
    before = version_of(second_url), is_current(second_url)
    migrate(second_url)
    migrate(second_url)

    assert before == (None, False)
    assert (version_of(second_url), is_current(second_url)) == (newest_version(), True)


@pytest.mark.storage
def test_what_is_in_the_database_stays_there(database_url):
    with engine_of(database_url).begin() as connection:
        connection.execute(text("INSERT INTO feeds (site, number) VALUES ('a', 7)"))
    migrate(database_url)

    with engine_of(database_url).connect() as connection:
        assert connection.execute(text("SELECT number FROM feeds")).scalar() == 7


@pytest.mark.storage
def test_processes_that_migrate_at_once_take_turns(second_url):
    program = f"from server.database.migrate import migrate; migrate({second_url!r})"

    def run(_):
        return subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False).returncode

    with ThreadPoolExecutor() as threads:
        assert list(threads.map(run, range(3))) == [0, 0, 0]
    assert is_current(second_url)


@pytest.mark.storage
def test_a_process_that_dies_on_the_way_leaves_nothing_behind(second_url):
    program = (
        "import os; from alembic import op; from server.database.migrate import migrate; made = op.create_table\n"
        "def create(name, *rest): return os._exit(9) if name == 'news' else made(name, *rest)\n"
        f"op.create_table = create; migrate({second_url!r})"
    )
    died = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False).returncode
    engine = engine_of(second_url)
    with engine.connect() as connection:
        left = set(inspect(connection).get_table_names()) - {"alembic_version"}

    assert (died, left, is_current(second_url)) == (9, set(), False)
    migrate(second_url)
    assert is_current(second_url)


def test_the_file_is_made_with_its_folders_for_our_eyes_only(tmp_path):
    path = tmp_path / "new" / "50% of" / "frontdesk.sqlite3"
    os.umask(os.umask(0o022))
    migrate(f"sqlite:///{path}")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_database_that_another_process_holds_is_told_as_unavailable(sqlite_url, monkeypatch):
    monkeypatch.setattr("server.database.engines.PATIENT", ("PRAGMA busy_timeout=100",))
    with locked(path_of(sqlite_url)), pytest.raises(StorageUnavailable):
        migrate(sqlite_url)


def test_a_database_without_a_file_has_no_version(tmp_path):
    url = f"sqlite:///{tmp_path / 'none.sqlite3'}"

    assert (version_of(url), is_current(url), list(tmp_path.iterdir())) == (None, False, [])


@pytest.mark.storage
async def test_an_open_database_tells_its_version_without_a_connection_of_its_own(database: Database):
    assert await database.read(stands_at) == newest_version()
