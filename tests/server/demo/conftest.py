"""The demo's own installation, in the test's folder."""

from pathlib import Path

import pytest

from server.config import Installation
from server.database.migrate import migrate


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An empty, migrated installation on SQLite."""
    url = f"sqlite:///{tmp_path / 'frontdesk.sqlite3'}"
    migrate(url)
    return Installation(data_dir=tmp_path, database_url=url, public_url="http://127.0.0.1:9")
