"""PostgreSQL's tools: found, called without a password on the line, and atomic on the way back."""

import pytest
from sqlalchemy import text

from server.database import postgresql_copies
from server.database.engines import engine_of
from server.errors import Conflict, StorageUnavailable


def test_the_newest_tool_is_taken():
    assert postgresql_copies.tool("pg_dump").endswith("/bin/pg_dump")


def test_a_tool_that_is_not_installed_is_named(monkeypatch):
    with pytest.raises(Conflict, match="pg_nothing was not found"):
        postgresql_copies.tool("pg_nothing")


def test_a_password_is_not_on_the_command_line(monkeypatch, tmp_path):
    calls = []
    monkeypatch.setattr(postgresql_copies, "_run", lambda *arguments: calls.append(arguments))

    postgresql_copies.backup("postgresql://desk:s3cret@db.example:5433/front", tmp_path / "copy")

    name, arguments, environment = calls[0]
    assert (name, "s3cret" in " ".join(arguments), environment["PGPASSWORD"]) == ("pg_dump", False, "s3cret")
    assert arguments[-1] == "user=desk dbname=front host=db.example port=5433"


def test_a_server_that_is_away_is_told_with_the_tools_own_reason(tmp_path):
    with pytest.raises(StorageUnavailable, match="pg_dump failed"):
        postgresql_copies.backup("postgresql://postgres@127.0.0.1:1/none", tmp_path / "copy")


def test_a_restore_that_fails_halfway_leaves_everything_as_it_was(postgres_url, tmp_path, monkeypatch):
    postgresql_copies.backup(postgres_url, tmp_path / "copy")
    with engine_of(postgres_url).begin() as connection:
        connection.execute(text("INSERT INTO feeds (site, number) VALUES ('precious', 1)"))
    monkeypatch.setattr(postgresql_copies, "EMPTY", f"{postgresql_copies.EMPTY}; CREATE TABLE feeds (other integer)")

    with pytest.raises(StorageUnavailable, match="psql failed"):
        postgresql_copies.restore(tmp_path / "copy", postgres_url)

    with engine_of(postgres_url).connect() as connection:
        assert connection.execute(text("SELECT site FROM feeds")).scalars().all() == ["precious"]
