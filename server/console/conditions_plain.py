"""Conditions in the shape they are said in: no group within its like, "none of these" only around what is one thing.

Everything here keeps the meaning, also where something is unknown: it is three-valued logic's own rules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

MERGED = ("is", "contains", "prefix", "glob")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field compared with any of some values; `op` is never `not` or `in`."""

    field: str
    op: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them; none at all: always."""

    members: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of them; none at all: never."""

    members: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold: a leaf, or several things together."""

    of: "Leaf | All"


Node = Leaf | All | Either | Not


def plain(condition: Mapping[str, Any], is_not: bool = False) -> Node:
    """A condition, or with `is_not` its contrary."""
    if "field" in condition:
        return _leaf(condition["field"], condition["op"], condition["value"], is_not)
    for name in ("all", "any", "not"):
        if name in condition:
            members = condition[name]
            if name == "all":
                return _none_of_all(members) if is_not else _all(plain(each) for each in members)
            if (name == "any") is is_not:
                return _all(plain(each, is_not=True) for each in members)
            return _any(plain(each) for each in members)
    return Either() if is_not else All()


def _leaf(field: str, op: str, value: Any, is_not: bool) -> Node:
    if op == "not":
        op, is_not = "is", not is_not
    values = tuple(value) if op == "in" else (value,)
    leaf = Leaf(field, "is" if op == "in" else op, values)
    return Not(leaf) if is_not else leaf


def _none_of_all(members: Iterable[Mapping[str, Any]]) -> Node:
    """The contrary of "all of these": of one of them, its own contrary."""
    made = _all(plain(each) for each in members)
    match made:
        case All(members=()):
            return Either()
        case All() | Leaf():
            return Not(made)
        case Not(of=of):
            return of
        case Either(members=inner):
            return _all(_contrary(each) for each in inner)


def _contrary(node: Node) -> Node:
    match node:
        case Not(of=of):
            return of
        case Either(members=members):
            return _all(_contrary(each) for each in members)
        case All(members=()):
            return Either()
        case Leaf() | All():
            return Not(node)


def _all(members: Iterable[Node]) -> Node:
    flat: list[Node] = []
    for each in members:
        flat += each.members if isinstance(each, All) else (each,)
    refused = _merged(each.of for each in flat if isinstance(each, Not))
    flat = [*(each for each in flat if not isinstance(each, Not)), *(Not(each) for each in refused)]  # type: ignore[arg-type]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def _any(members: Iterable[Node]) -> Node:
    flat: list[Node] = []
    for each in members:
        flat += each.members if isinstance(each, Either) else (each,)
    merged = _merged(flat)
    return merged[0] if len(merged) == 1 else Either(tuple(merged))


def _merged(nodes: Iterable[Node]) -> list[Node]:
    """Leaves that ask the same of one field as one, where any of their values will do."""
    found: list[Node] = []
    for node in nodes:
        at = next((at for at, each in enumerate(found) if _are_alike(each, node)), None)
        if at is None:
            found.append(node)
        else:
            found[at] = _with_values_of(found[at], node)
    return found


def _are_alike(one: Node, other: Node) -> bool:
    if not isinstance(one, Leaf) or not isinstance(other, Leaf) or "" in (*one.values, *other.values):
        return False
    return (one.field, one.op) == (other.field, other.op) and one.op in MERGED


def _with_values_of(one: Node, other: Node) -> Node:
    if not isinstance(one, Leaf) or not isinstance(other, Leaf):
        return one
    return replace(one, values=tuple(dict.fromkeys((*one.values, *other.values))))
