"""The tests' fixtures, gathered from `tests/support`.

- `database` (asynchronous): a migrated, open database of this test's own, SQLite; with `@pytest.mark.storage` on the
  test or its module it runs on SQLite and on PostgreSQL. `database_url`, `sqlite_url`, `postgres_url` and
  `empty_postgres_url` are addresses only.
- `postgres`, `redis_url`: real engines, started when first asked for, one of each per run.
- `browser`, `context`, `page`: a real Chromium by Playwright's asynchronous API; use them in `async def` tests.
- `serve(app)`: any ASGI application under uvicorn in a thread; returns its address.
- `running`, `run_server`: the real server as a process of its own, set up with an owner and a site.

All asynchronous tests and fixtures of one process share one event loop.
"""

import os

import pytest

from tests.support import engines
from tests.support.chromium import browser, chromium, context, page
from tests.support.running import run_server, running
from tests.support.serving import serve
from tests.support.storage import (
    database,
    database_url,
    empty_postgres_url,
    postgres,
    postgres_url,
    redis_address,
    redis_url,
    runs_on_each_storage,
    sqlite_url,
)

__all__ = [
    "browser",
    "chromium",
    "context",
    "database",
    "database_url",
    "empty_postgres_url",
    "page",
    "postgres",
    "postgres_url",
    "redis_address",
    "redis_url",
    "run_server",
    "running",
    "serve",
    "sqlite_url",
]

STATEFUL = ("FRONTDESK_DATABASE_URL", "FRONTDESK_REDIS_URL", "FRONTDESK_DATA_DIR", "FRONTDESK_FAILPOINT")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all processes of this run share, and forget the installation of whoever runs the tests."""
    for name in STATEFUL:
        os.environ.pop(name, None)
    if not hasattr(config, "workerinput"):
        engines.make_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the engines when the run ends; the processes that pytest-xdist starts leave that to the first one."""
    if not hasattr(config, "workerinput"):
        engines.close_folder(engines.shared_folder())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test with the mark `storage` one run per storage."""
    runs_on_each_storage(metafunc)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the browser, so that `-m 'not browser'` leaves Chromium out."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
