"""Fixtures for the tests of the browser side: a fake desk and a shop page beside it; the files are those built last."""

from collections.abc import Callable

import pytest

from tests.static.fake_desk import Desk
from tests.static.shop import Shop


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
