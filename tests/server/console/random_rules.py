"""Conditions made at random for tests: any field under any of its operators, in groups within groups."""

from random import Random
from typing import Any

from server.conditions import OF_NUMBERS
from server.console.conditions_form import SPOKEN
from server.rule_fields import FIELDS, field_of, ops_of
from server.widget import countries

NAMES = (*FIELDS, "set.plan", "set.basket_total")
WORDS = ("/coffee", "a, b", "x;y", "“in marks”", "кофе по акции", "0", "<b>", "*", "-1", "c%20d", "/Ω")


def leaf(random: Random, name: str, op: str) -> dict[str, Any]:
    """A condition on this field; its value is one that the model takes."""
    count = random.randint(1, 4) if op == "in" else 1
    values = [value(random, name, op) for _ in range(count)]
    return {"field": name, "op": op, "value": list(dict.fromkeys(values)) if op == "in" else values[0]}


def value(random: Random, name: str, op: str) -> Any:
    """One value of a field."""
    field = field_of(name)
    assert field is not None
    if op in OF_NUMBERS and field.takes == "words":
        return random.choice([5, -3, 2.5, 1_000_000, 0.001])
    match field.takes:
        case "number":
            return random.randint(field.least, min(field.most, 30))
        case "choice":
            return random.choice(field.choices)
        case "code":
            return random.choice(tuple(countries()) if name == "country" else (*SPOKEN.split(), "qq"))
        case "address":
            return f"https://shop.example{random.choice(WORDS)}"
        case "path":
            return f"/{random.choice(WORDS)}".replace("//", "/")
    may_be_empty = op in ("is", "not") and random.random() < 0.2
    return "" if may_be_empty else random.choice(WORDS)


def condition(random: Random, depth: int = 4) -> dict[str, Any]:
    """A group of conditions, up to so many groups deep."""
    members = []
    for _ in range(random.randint(1, 3)):
        if depth > 1 and random.random() < 0.35:
            members.append(condition(random, depth - 1))
        else:
            name = random.choice(NAMES)
            members.append(leaf(random, name, random.choice(ops_of(name))))
    return {random.choice(("all", "any", "not")): members}


TRIGGERS: tuple[dict[str, Any], ...] = (
    {"kind": "delay", "seconds": 2.5},
    {"kind": "time", "seconds": 86_400},
    {"kind": "scroll", "percent": 50},
    {"kind": "idle", "seconds": 30},
    {"kind": "click", "selector": ".buy > a"},
    {"kind": "seen", "selector": "#prices"},
    {"kind": "page", "number": 3},
    {"kind": "event", "name": "cart:add"},
    {"kind": "event", "name": "cart:add", "times": 3, "within": 60},
    {"kind": "param", "name": "promo"},
    {"kind": "param", "name": "promo", "value": "весна"},
    {"kind": "exit"},
)


def rules(random: Random) -> dict[str, Any]:
    """Rules of which any part may be there or not."""
    parts = {
        "where": condition(random),
        "when": random.sample(TRIGGERS, random.randint(1, 4)),
        "caps": {name: random.randint(1, 30) for name in ("visit", "day", "total") if random.random() < 0.7},
        "after_closing": random.choice(("day", "visit", "ever", "again")),
        "start": "2026-12-01T09:00:00Z",
        "stop": "2026-12-24T11:30:21Z",
        "priority": random.randint(-9, 9),
    }
    return {name: part for name, part in parts.items() if random.random() < 0.7}
