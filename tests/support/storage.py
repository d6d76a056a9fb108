"""Databases for tests: each test gets one of its own, copied from a template that is migrated once per run."""

import shutil
import socket
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from server.database import Database, open_database
from server.database.migrate import migrate
from tests.support import engines

STORAGES = ("sqlite", "postgresql")
TEMPLATE = "template_frontdesk"


@dataclass(frozen=True)
class Postgres:
    """The run's PostgreSQL; `address` has no database's name."""

    address: str

    def url(self, name: str) -> str:
        """The address of one database."""
        return f"{self.address}/{name}"

    def do(self, statement: str, database: str = "postgres") -> None:
        """Run one statement for its effect, outside a transaction."""
        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            connection.execute(statement.encode())

    def make_database(self, template: str = "template0") -> str:
        """Make a database of its own for one test and return its address."""
        name = f"t{uuid.uuid4().hex}"
        self.do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Drop a test's database, whoever is still connected to it."""
        self.do(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """A real PostgreSQL, started when the first test of the run asks for it; it has a migrated template."""
    found = Postgres(engines.once("postgres", engines.start_postgres))
    engines.once("postgres-template", lambda: _migrated_template(found))
    return found


def _migrated_template(postgres: Postgres) -> str:
    postgres.do(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
    migrate(postgres.url(TEMPLATE))
    return TEMPLATE


def _migrated_file() -> str:
    path = engines.shared_folder() / "template.sqlite3"
    migrate(f"sqlite:///{path}")
    return str(path)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a migrated SQLite database of this test's own."""
    template = Path(engines.once("sqlite-template", _migrated_file))
    for found in template.parent.glob(f"{template.name}*"):
        shutil.copy(found, tmp_path / found.name.replace("template", "frontdesk"))
    return f"sqlite:///{tmp_path / 'frontdesk.sqlite3'}"


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of a migrated PostgreSQL database of this test's own."""
    url = postgres.make_database(TEMPLATE)
    yield url
    postgres.drop_database(url)


@pytest.fixture
def empty_postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own, for tests of migrations."""
    url = postgres.make_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database of this test's own: SQLite; with the mark `storage` each in turn."""
    storage = getattr(request, "param", "sqlite")
    url: str = request.getfixturevalue("postgres_url" if storage == "postgresql" else "sqlite_url")
    return url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, open database of this test's own: SQLite, and with the mark `storage` each storage in turn."""
    opened = open_database(database_url)
    opened.most_rows = 200  # a unit that writes more fails its test
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def redis_address() -> str:
    """A real Redis of this run, started when the first test asks for it; address without a database's number."""
    return engines.once("redis", engines.start_redis)


@pytest.fixture
def redis_url(redis_address: str, worker_id: str) -> str:
    """A Redis database that no other process of the run uses, empty at the start of the test."""
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
    with socket.create_connection(("127.0.0.1", int(redis_address.rpartition(":")[2])), timeout=5) as connection:
        connection.sendall(f"SELECT {number}\r\nFLUSHDB\r\n".encode())
        said = b""
        while said.count(b"\r\n") < 2:
            said += connection.recv(100)
    assert said == b"+OK\r\n+OK\r\n"
    return f"{redis_address}/{number}"


def runs_on_each_storage(metafunc: pytest.Metafunc) -> None:
    """Give a test with the mark `storage` one run per storage."""
    if "database_url" in metafunc.fixturenames and metafunc.definition.get_closest_marker("storage"):
        metafunc.parametrize("database_url", STORAGES, indirect=True)
