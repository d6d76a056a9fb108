"""Whether a widget's conditions hold for a page; `static/runtime` says the same, and one table of cases tests both.

Plain values in, plain values out: a group is `{all | any | not: [...]}`, a leaf `{field, op, value}`. What is not
known (a field nobody can tell, an operator of a later version) is neither true nor false, and stays so through `not`.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from server.widget import Json

Condition = Mapping[str, Any]
Page = Mapping[str, Json]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def matches(op: str, value: Json, subject: str) -> bool | None:
    """Whether `subject` satisfies one operator; None for an operator that we do not know."""
    match op:
        case "in":
            return isinstance(value, list | tuple) and any(as_text(each) == subject for each in value)
        case "at_least":
            return bool(NUMBER.fullmatch(subject)) and float(subject) >= float(str(value))
        case "at_most":
            return bool(NUMBER.fullmatch(subject)) and float(subject) <= float(str(value))
        case _:
            return _of_words(op, as_text(value), subject)


def _of_words(op: str, value: str, subject: str) -> bool | None:
    match op:
        case "is":
            return subject == value
        case "not":
            return subject != value
        case "contains":
            return value in subject
        case "prefix":
            return subject.startswith(value)
        case "glob":
            return _glob(value, subject)
        case _:
            return None


def as_text(value: Json) -> str:
    """What is compared: a number is written as decimal, yes and no as browsers write them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{Decimal(str(value)):f}" if value % 1 else str(int(value))  # never with an exponent
    return str(value)


def _glob(pattern: str, subject: str) -> bool:
    """`*` stands for any run of characters, also none; every other character for itself. Never looks back."""
    first, *middle = pattern.split("*")
    if not middle:
        return subject == pattern
    last = middle.pop()
    if len(first) + len(last) > len(subject) or not (subject.startswith(first) and subject.endswith(last)):
        return False
    at, end = len(first), len(subject) - len(last)
    for piece in middle:
        found = subject.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def decide(condition: Condition, page: Page) -> bool | None:
    """True, False, or None where it cannot be known; no condition at all is true."""
    if "all" in condition:
        return _every(decide(each, page) for each in condition["all"])
    if "any" in condition:
        return _opposite(_every(_opposite(decide(each, page)) for each in condition["any"]))
    if "not" in condition:
        return _every(_opposite(decide(each, page)) for each in condition["not"])
    if "field" not in condition:
        return None if condition else True
    subject = page.get(condition["field"])
    return None if subject is None else matches(condition["op"], condition["value"], as_text(subject))


def is_shown(where: Condition, page: Page) -> bool:
    """Whether a widget with these conditions is shown on this page; the unknown does not show."""
    return decide(where, page) is True


def _opposite(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _every(answers: Iterable[bool | None]) -> bool | None:
    result: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        result = result if answer else None
    return result
