"""Rooms that are joined: what one needs of another costs nothing of its own."""

import json

from starlette.applications import Starlette

from server.config import Installation
from server.house import House


async def test_readiness_costs_no_connection_of_its_own(sqlite_url, tmp_path, monkeypatch):
    house = House(Installation(data_dir=tmp_path, database_url=sqlite_url))

    def another_connection(*_):
        raise AssertionError

    monkeypatch.setattr("server.database.migrate.engine_of", another_connection)
    async with house.open(Starlette()):
        answer = await house.health.ready(None)

    expected = {"database": True, "migrations": True, "writable": True}
    assert (answer.status_code, json.loads(answer.body)) == (200, expected)
