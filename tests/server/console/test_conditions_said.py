"""Conditions are said as one part of a sentence, however they stand in groups, and none is left out."""

from random import Random
from typing import Any

import pytest

from server.console.conditions_said import in_words
from tests.server.console.drawing import words
from tests.server.console.random_rules import condition

EN, RU = words("en"), words("ru")


def leaf(field: str, op: str, value: Any) -> dict[str, Any]:
    """One condition."""
    return {"field": field, "op": op, "value": value}


SERBS, CART = leaf("country", "is", "RS"), leaf("path", "is", "/cart")
COFFEE = leaf("path", "prefix", "/coffee")


@pytest.mark.parametrize(
    ("condition", "english", "russian"),
    [
        ({}, "on every page", "на всех страницах"),
        ({"any": [CART, COFFEE]}, "on pages whose path is /cart or whose path begins with /coffee",
         "на страницах, путь которых – /cart или путь которых начинается с /coffee"),
        ({"not": [CART, leaf("path", "is", "/b")]}, "on every page, but not on pages whose path is /cart or /b",
         "на всех страницах, но не на страницах, путь которых – /cart или /b"),
        ({"all": [SERBS, leaf("day", "not", 7), leaf("knows_email", "not", "yes")]},
         "to visitors from Serbia, but not on Sundays and not to visitors who left an e-mail",
         "посетителям из Сербии, но не по воскресеньям и не посетителям, которые оставили почту"),
        ({"all": [leaf("hour", "at_least", 9), leaf("hour", "at_most", 17), leaf("day", "at_most", 5)]},
         "on weekdays from 9:00 to 18:00", "по будням с 9:00 до 18:00"),
        ({"any": [{"all": [SERBS, COFFEE]}, leaf("online", "is", "yes")]},
         "in any of these cases: (1) to visitors from Serbia, on pages whose path begins with /coffee; (2) while"
         " somebody of the team is here",
         "в любом из этих случаев: (1) посетителям из Сербии, на страницах, путь которых начинается с /coffee; (2)"
         " пока кто-то из команды на месте"),
        ({"all": [COFFEE, {"any": [SERBS, {"not": [{"all": [CART, SERBS]}]}]}]},
         "on pages whose path begins with /coffee, either to visitors from Serbia or in every case except (to visitors"
         " from Serbia, on pages whose path is /cart)",
         "на страницах, путь которых начинается с /coffee, либо посетителям из Сербии, либо во всех случаях, кроме"
         " как (посетителям из Сербии, на страницах, путь которых – /cart)"),
        ({"any": []}, "in no case at all", "ни в одном случае"),
        ({"all": [{"moon": "full"}]}, "by conditions of its own", "по своим условиям"),
    ],
)  # fmt: skip
def test_conditions_are_said_as_people_say_them(condition: dict[str, Any], english: str, russian: str) -> None:
    assert [in_words(condition, t) for t in (EN, RU)] == [english, russian]


@pytest.mark.parametrize("seed", range(100))
def test_whatever_the_model_takes_is_said_in_both_languages(seed: int) -> None:
    made = condition(Random(seed))
    assert all("  " not in in_words(made, t) and in_words(made, t) != t("where.own") for t in (EN, RU))
