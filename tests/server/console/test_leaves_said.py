"""Every field under every operator has its words in both languages, with the right form beside each figure."""

from random import Random
from typing import Any

import pytest

from server.console.conditions_plain import Leaf, Not, plain
from server.console.leaves_said import both, either, ordinal, said, said_days, said_hours
from server.rule_fields import FIELDS, ops_of
from tests.server.console.drawing import words
from tests.server.console.random_rules import leaf

EN, RU = words("en"), words("ru")


@pytest.mark.parametrize("name", [*FIELDS, "set.plan"])
def test_every_field_under_every_operator_is_said_in_both_languages(name: str) -> None:
    random = Random(name)
    for op in ops_of(name):
        for _ in range(20):
            made = plain(leaf(random, name, op))
            made = made.of if isinstance(made, Not) else made
            assert isinstance(made, Leaf)
            spoken = [said(made, t) for t in (EN, RU)]
            assert all(spoken)
            assert "None" not in "".join(spoken)


@pytest.mark.parametrize(
    ("field", "op", "values", "english", "russian"),
    [
        ("country", "is", ("RS", "RU"), "from Serbia or Russia", "из Сербии или России"),
        ("country", "is", ("RU", "CY", "CU"), "from Russia, Cyprus or Cuba", "из России, с Кипра или Кубы"),
        ("country", "is", ("XX",), "from XX", "из XX"),
        ("device", "is", ("phone", "tablet"), "on a phone or a tablet", "с телефонов или планшетов"),
        ("language", "is", ("ru", "qq"), "whose browser speaks Russian or the language qq",
         "у которых браузер на русском или языке qq"),
        ("visits", "at_least", (2,), "who come for the second time or more", "которые пришли во второй раз или больше"),
        ("visits", "is", (21,), "who come for the 21st time", "которые пришли в 21-й раз"),
        ("visits", "at_most", (112,), "who come for the 112th time at most",
         "которые пришли не больше чем в 112-й раз"),
        ("pages", "is", (3,), "who are on page 3 of their visit", "которые открыли за визит 3 страницы"),
        ("pages", "at_least", (1,), "who are on page 1 of their visit or later",
         "которые открыли за визит не меньше 1 страницы"),
        ("pages", "at_most", (5,), "who are on page 5 of their visit at most",
         "которые открыли за визит не больше 5 страниц"),
        ("knows_phone", "is", ("yes",), "who left a phone number", "которые оставили телефон"),
        ("referrer", "is", ("",), "who came directly", "которые пришли напрямую"),
        ("referrer", "contains", ("google",), "who came from a page whose address contains “google”",
         "которые пришли со страницы, адрес которой содержит «google»"),
        ("utm_source", "is", ("google",), "who came with utm_source “google”",
         "которые пришли с меткой utm_source «google»"),
        ("utm_medium", "prefix", ("cp",), "who came with a utm_medium that begins with “cp”",
         "которые пришли с меткой utm_medium, которая начинается с «cp»"),
        ("utm_term", "is", ("",), "who came without utm_term", "которые пришли без метки utm_term"),
        ("path", "glob", ("/c*",), "whose path is like /c*", "путь которых подходит под /c*"),
        ("set.plan", "at_least", (2.5,), "where the page’s “plan” is at least 2.5",
         "где «plan» на странице не меньше 2.5"),
        ("set.plan", "is", ("",), "where the page’s “plan” is empty", "где «plan» на странице – пусто"),
        ("online", "is", ("no",), "while nobody of the team is here", "пока из команды никого нет на месте"),
    ],
)  # fmt: skip
def test_each_is_said_as_people_say_it(field: str, op: str, values: Any, english: str, russian: str) -> None:
    assert [said(Leaf(field, op, values), t) for t in (EN, RU)] == [english, russian]


def test_days_and_hours_are_said_together() -> None:
    assert [said_days(each, EN) for each in ({1, 2, 3, 4, 5}, {6, 7}, {1, 3}, set(range(1, 8)), set())] == [
        "on weekdays", "on weekends", "on Mondays or Wednesdays", "on any day", "on no day",
    ]  # fmt: skip
    assert said_days({1, 3, 5}, RU) == "по понедельникам, средам или пятницам"
    assert said_hours({9, 10, 11, 14}, EN) == "from 9:00 to 12:00 or from 14:00 to 15:00"
    assert [said_hours(each, RU) for each in ({23}, set(range(24)), set())] == [
        "с 23:00 до 24:00", "в любой час", "ни в один час",
    ]  # fmt: skip


def test_a_long_list_is_cut_with_the_number_of_the_others() -> None:
    assert either(list("abcdefghi"), EN) == "a, b, c, d, e, f or 3 others"
    assert [either(["a"], EN), either(["a", "b"], RU), both(list("abc"), EN)] == ["a", "a или b", "a, b and c"]
    assert [ordinal(each, EN) for each in (1, 11, 22, 103, 112)] == ["first", "11th", "22nd", "103rd", "112th"]
