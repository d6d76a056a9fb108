"""Fixtures for the tests of the browser side: the files built afresh once, a fake desk, and a shop page beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.static.fake_desk import Desk
from tests.static.shop import Shop

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(serve: Callable[..., str]) -> Desk:
    """A desk that behaves as the test wants; `desk.address` is where it is."""
    made = Desk()
    made.address = serve(made.app)
    return made


@pytest.fixture
def shop(desk: Desk, serve: Callable[..., str]) -> Shop:
    """A shop on another site than the desk's; `shop.address` is where it is."""
    made = Shop(desk.address)
    made.address = serve(made.app, host="localhost")
    return made
