"""The rooms' tests use the fake desk and the shop page of the browser side."""

from tests.static.conftest import desk, shop

__all__ = ["desk", "shop"]
