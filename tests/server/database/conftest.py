"""What several tests of the storage need: a second, empty database of the same kind."""

from pathlib import Path

import pytest


@pytest.fixture
def second_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """The address of an empty database of the same kind as the test's own."""
    if database_url.startswith("sqlite:///"):
        return f"sqlite:///{tmp_path / 'second' / 'frontdesk.sqlite3'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url
