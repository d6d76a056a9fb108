"""A walk through people, newest first, that is broken off and goes on."""

import pytest

from server.clients import walking
from server.clients.conditions import Owned, SeenSince
from server.clients.walking import Found, Span
from server.database import Database
from tests.server.clients.crowd import open_shop

pytestmark = pytest.mark.storage
EVERYTHING = Span("", "z" * 27)


async def test_a_walk_ends_with_enough_with_everybody_or_where_it_is_broken_off(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(walking, "STEPS", (2, 1))
    shop = await open_shop(database, 5)
    newest = sorted(shop.people, reverse=True)
    nobodys, seen, never = Owned("none"), SeenSince(0), SeenSince(2**50)

    assert await database.read(walking.walk, shop.site, [nobodys], EVERYTHING, 2) == Found(newest[:2], None)
    assert await database.read(walking.walk, shop.site, [seen], EVERYTHING, 9) == Found(newest[:3], newest[2])
    rest = Span("", newest[2])
    assert await database.read(walking.walk, shop.site, [seen, nobodys], rest, 9) == Found(newest[3:], None)
    assert await database.read(walking.walk, shop.site, [never], EVERYTHING, 9) == Found([], newest[2])


def test_a_span_is_the_same_in_python_as_in_sql():
    span = Span("b", "d")
    assert [span.holds(each) for each in "abcd"] == [False, True, True, False]
