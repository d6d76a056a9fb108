"""What an owner says of a pool is checked as a whole."""

import pytest

from server.codes.pool_input import NewPool, PoolChange
from server.widget import InvalidSettings


def test_a_name_is_enough_for_a_list():
    pool = NewPool.read({"name": " Spring "})
    assert (pool.name, pool.kind, pool.reward, pool.valid_days, pool.ends_at) == ("Spring", "list", "", None, None)


def test_a_generated_one_has_defaults_that_nobody_guesses():
    pool = NewPool.read({"name": "Welcome", "kind": "generated"})
    assert (pool.prefix, pool.length, pool.limit) == ("", 10, 10_000)


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({}, {"name": "is required"}),
        ({"name": "x" * 81}, {"name": "at most 80 characters"}),
        ({"name": "A", "kind": "magic"}, {"kind": "must be 'list' or 'generated'"}),
        ({"name": "A", "length": 8}, {"body": "length: for generated codes only"}),
        ({"name": "A", "kind": "generated", "length": 5}, {"length": "at least 6"}),
        ({"name": "A", "kind": "generated", "length": 17}, {"length": "at most 16"}),
        (
            {"name": "A", "kind": "generated", "length": 6, "limit": 89},
            {"body": "length: at least 7 for 89 codes, so that nobody guesses one"},
        ),
        ({"name": "A", "kind": "generated", "limit": 0}, {"limit": "at least 1"}),
        (
            {"name": "A", "kind": "generated", "prefix": "a/b"},
            {"prefix": "letters, digits and - _ . + * ! only, or nothing"},
        ),
        ({"name": "A", "valid_days": 0}, {"valid_days": "at least 1"}),
        ({"name": "A", "ends_at": 5}, {"ends_at": "a moment like 2026-05-01T09:00:00Z"}),
        ({"name": "A", "codes": []}, {"codes": "is not a known field"}),
    ],
)
def test_each_mistake_is_told_at_its_field(said, errors):
    with pytest.raises(InvalidSettings) as refused:
        NewPool.read(said)
    assert refused.value.errors == errors


def test_a_change_holds_what_was_named_only():
    assert PoolChange.read({"reward": "Tea", "valid_days": None}).named() == {"reward": "Tea", "valid_days": None}
    with pytest.raises(InvalidSettings):
        PoolChange.read({"name": ""})
