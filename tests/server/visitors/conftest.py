"""Fixtures of the visitors' door."""

import pytest

from tests.server.visitors.house import House


@pytest.fixture
async def house(database):
    """The door with one site behind it."""
    return await House(database).set_up()


@pytest.fixture
async def standing(database):
    """The same, with limits whose clock stands still."""
    return await House(database, clock=lambda: 1000.0).set_up()
