"""A new token is asked for with known scopes, at one's own sites, until a moment to come."""

import pytest

from server.errors import Invalid
from server.sites.policy import Actor, Role
from server.sites.scopes import Grant, Scope
from server.sites.token_input import NewToken

HERE, THERE = "0" * 26, "1" * 26
ANNA = Actor("m" * 26, "Anna", "anna@shop.example", "", {HERE: Role.OWNER})
BASE = {"name": "Warehouse", "scopes": ["leads:read"]}


def test_what_is_asked_for_becomes_a_grant() -> None:
    asked = NewToken.read(BASE | {"sites": [HERE], "expires_at": "2035-01-01T00:00:00Z"})
    assert asked.grant(ANNA, 0) == Grant(frozenset({Scope.LEADS_READ}), frozenset({HERE}), 2_051_222_400_000)
    assert NewToken.read(BASE).grant(ANNA, 0) == Grant(frozenset({Scope.LEADS_READ}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"scopes": ["leads:read"] * 30},
        {"sites": []},
        {"sites": ["; DROP TABLE"]},
        {"sites": [THERE]},
        {"expires_at": "2001-01-01T00:00:00Z"},
        {"expires_at": "soon"},
        {"expires_at": 5},
        {"expires_at": 2_051_222_400_000},
        {"name": "\u200b"},
    ],
    ids=str,
)
def test_each_wrong_field_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        NewToken.read(BASE | wrong).grant(ANNA, 1_900_000_000_000)
    assert {name.partition(".")[0] for name in refused.value.errors} == set(wrong)
