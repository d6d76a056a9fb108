"""What a rule may ask about: one table, so that nobody who reads it can disagree with anybody else."""

import pytest

from server.rule_fields import FIELDS, OPS, field_of, is_of_server, ops_of, told
from server.sites.matching import matches


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("path", True),
        ("utm_source", True),
        ("utm_source2", False),
        ("set.plan", True),
        ("set.plan_2", True),
        ("set.", False),
        ("set.Plan", False),
        ("set.2plan", False),
        ("set." + "a" * 41, False),
        ("set.plan\n", False),
        ("weather", False),
        ("", False),
    ],
)
def test_a_field_is_one_of_the_table_or_an_attribute_of_the_page(name: str, is_one: bool) -> None:
    assert ((field_of(name) is not None), bool(ops_of(name))) == (is_one, is_one)


def test_t1_an_attribute_takes_the_operators_of_words_and_those_that_compare_numbers() -> None:
    assert ops_of("set.total") == (*OPS["words"], "at_least", "at_most")


def test_t1_every_operator_that_a_field_takes_can_be_decided() -> None:
    asked = {op for name in (*FIELDS, "set.total") for op in ops_of(name)}

    assert {op for op in asked if matches(op, ["1"] if op == "in" else "1", "1") is None} == set()


def test_only_what_the_server_alone_knows_needs_the_line() -> None:
    assert [name for name in (*FIELDS, "set.country", "weather") if is_of_server(name)] == ["country", "online"]


def test_every_field_says_what_it_is_compared_with() -> None:
    bounds = {each.name: bool(each.choices or each.code or each.most) for each in FIELDS.values()}
    asked = {each.name: each.takes in ("choice", "code", "number") for each in FIELDS.values()}

    assert bounds == asked


def test_programs_are_told_each_field_with_what_it_takes() -> None:
    said = told().split("; ")

    assert [each.partition(":")[0].partition(" ")[0] for each in said] == [*FIELDS, "set.<attribute>"]
    assert said[list(FIELDS).index("hour")] == "hour: is, not, in, at_least, at_most (0 to 23)"
    assert said[list(FIELDS).index("device")] == "device: is, not, in (phone | tablet | desktop)"
    assert said[list(FIELDS).index("path")] == "path: is, not, contains, prefix, glob, in"
