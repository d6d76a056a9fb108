"""The conditions editor's form: conditions as rows, each in its group, and rows read back into conditions.

A row stands `depth` groups deep and belongs to the last group above it that is one less deep: so rows say everything,
however deep they are. What a form cannot hold to the letter has no rows, and is kept as it is.
"""

import contextlib
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from server.conditions import DEEPEST, GROUPS, OF_NUMBERS
from server.console.form_shapes import Shape
from server.rule_fields import FIELDS, YES_OR_NO, RuleField, field_of, ops_of
from server.widget import countries

Document = dict[str, Any]
SET = "set"
ATTRIBUTE = f"{SET}."
ABOUT = {  # the fields as people look for them
    "page": ("path", "address", SET),
    "visitor": (
        "country", "device", "language", "visitor", "visits", "pages", "knows_name", "knows_phone", "knows_email",
    ),
    "source": ("referrer", *(name for name in FIELDS if name.startswith("utm_"))),
    "moment": ("day", "hour", "online"),
}  # fmt: skip
SPOKEN = (  # the languages that are offered; any other stays as it was written
    "ar az be bg bn bs ca cs da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko ky lt lv mk mn ms"
    " mt nb nl nn no pl pt ro ru sk sl sr sv ta tg th tk tr tt uk ur uz vi zh"
)
OPTIONS: Mapping[str, tuple[str, ...]] = {  # what is chosen from a list, by its control
    "yes_no": YES_OR_NO,
    **{name: FIELDS[name].choices for name in ("device", "visitor")},
    "day": tuple(str(day) for day in range(1, 8)),
    "hour": tuple(str(hour) for hour in range(24)),
    "country": tuple(countries()),
    "language": tuple(SPOKEN.split()),
}
PARTS = ("depth", "group", "field", "name", "op")
SHAPE = Shape(
    "",
    "group",
    fields=(*(Shape(name, "line") for name in PARTS), Shape("value", "choices", items=Shape("", "line"))),
)
SEVERAL = re.compile(r"[,;\s]+")
FIRST = ("path", "prefix")
PICKED = ("day", "hour")  # numbers that are chosen from a list of words


@dataclass(frozen=True, slots=True)
class Row:
    """One group, or one condition with its values as its control shows them; the first row is the outermost group."""

    depth: int
    group: str = ""
    field: str = ""
    name: str = ""
    op: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A row with its place in the form, and the rows that belong to it."""

    path: str
    row: Row
    members: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A field to choose, the control of each of its operators, and the range of its figures where it has one."""

    name: str
    controls: Mapping[str, str]
    range: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """All conditions of one rule, and what new ones may be made of."""

    path: str
    root: Node
    asked: Mapping[str, tuple[Asked, ...]]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: OPTIONS)

    @property
    def fields(self) -> Mapping[str, Asked]:
        """The fields by their names."""
        return {each.name: each for group in self.asked.values() for each in group}

    @property
    def controls(self) -> tuple[str, ...]:
        """Every control that a value may be asked for with."""
        return tuple(dict.fromkeys(control for each in self.fields.values() for control in each.controls.values()))

    @property
    def new_condition(self) -> "Node":
        """What a new condition begins as."""
        return Node(self.path, Row(1, field=FIRST[0], op=FIRST[1]))

    @property
    def new_group(self) -> "Node":
        """What a new group begins as."""
        return Node(self.path, Row(1, "any"))

    def control_of(self, row: Row) -> str:
        """The control that a row's values are shown in."""
        return self.fields[row.field].controls[row.op]


def rows_of(condition: Mapping[str, Any]) -> tuple[Row, ...] | None:
    """The conditions as rows; None where rows cannot give them back to the letter."""
    try:
        rows = tuple(_rows(condition, 0))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None
    return rows if rows and rows[0].group and condition_of(rows) == condition else None


def condition_of(rows: Iterable[Row]) -> Document:
    """The conditions that rows stand for; no rows are no conditions."""
    rows = list(rows)
    if not rows or (len(rows) == 1 and rows[0].group):
        return {}
    if not rows[0].group:
        rows.insert(0, Row(0, "all"))
    root: Document = {rows[0].group: []}
    above: list[list[Document]] = [root[rows[0].group]]
    for row in rows[1:]:
        del above[max(1, row.depth) :]
        made: Document = {row.group: []} if row.group else _leaf(row)
        above[-1].append(made)
        if row.group:
            above.append(made[row.group])
    return root


def read(form: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The rows of a form, as it was sent."""
    return tuple(
        Row(
            depth=int(each["depth"]) if str(each.get("depth", "")).isdecimal() else 1,
            group=each["group"] if each.get("group") in GROUPS else "",
            **{name: str(each.get(name, "")) for name in ("field", "name", "op")},
            values=tuple(str(value).replace("\r\n", "\n") for value in each.get("value") or ()),
        )
        for each in form
    )


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows with what is ticked in the order of its list: a form that is sent knows no other."""
    return [replace(each, values=tuple(sorted(each.values, key=_place(each)))) for each in rows]


def _place(row: Row) -> Callable[[str], int]:
    ticked = OPTIONS.get(control(row.field), ()) if row.op == "in" and row.field not in ("country", "language") else ()
    return lambda value: ticked.index(value) if value in ticked else 0


def tree(path: str, rows: Sequence[Row]) -> Tree:
    """The rows as the page draws them: each group with its own."""
    root = _tree(path, rows, 0)[0] if rows else Node(f"{path}.0", Row(0, "all"))
    return Tree(path, root, asked())


def place_of(path: str, condition: object) -> str:
    """Which row shows what stands at a path of the conditions: `any.0.value` is `1.value`; empty: none does."""
    parts, at, here = path.split("."), 0, condition
    while len(parts) > 1 and isinstance(here, dict) and parts[0] in here and parts[1].isdecimal():
        members = here[parts[0]]
        number = int(parts[1])
        if not isinstance(members, list | tuple) or number >= len(members):
            break
        at += 1 + sum(_count(each) for each in members[:number])
        here, parts = members[number], parts[2:]
    return ".".join((str(at), *parts)) if at else ""


def control(name: str, op: str = "") -> str:
    """Which control asks for a value of this field under this operator."""
    field = RuleField(SET, "words") if name == SET else field_of(name)
    if field is None:
        return "words"
    if op in OF_NUMBERS and field.takes == "words":
        return "number"
    base = {"address": "words", "path": "words", "code": name, "choice": name}.get(field.takes, field.takes)
    base = name if name in PICKED else "yes_no" if field.choices == ("yes", "no") else base
    if name == "hour" and op in OF_NUMBERS:
        return "hour-from" if op == "at_least" else "hour-until"
    return f"{base}-in" if op == "in" else base


def ops(name: str) -> tuple[str, ...]:
    """The operators of a field."""
    return ops_of(f"{ATTRIBUTE}x") if name == SET else FIELDS[name].ops


def asked() -> Mapping[str, tuple[Asked, ...]]:
    """Every field there is, as people look for them."""
    return {
        about: tuple(Asked(name, {op: control(name, op) for op in ops(name)}, _range(name)) for name in names)
        for about, names in ABOUT.items()
    }


def _range(name: str) -> str:
    field = FIELDS.get(name)
    return f"{field.least}–{field.most}" if field and field.takes == "number" else ""


def _rows(condition: Mapping[str, Any], depth: int) -> Iterable[Row]:
    if depth > DEEPEST + 1:
        raise ValueError(condition)
    if "field" in condition:
        yield _row(condition, depth)
        return
    ((group, members),) = condition.items()
    if group not in GROUPS:
        raise ValueError(group)
    yield Row(depth, group)
    for each in members:
        yield from _rows(each, depth + 1)


def _row(leaf: Mapping[str, Any], depth: int) -> Row:
    name, value = leaf["field"], leaf["value"]
    is_own = name.startswith(ATTRIBUTE)
    values = [_shown(each) for each in value] if leaf["op"] == "in" else [_shown(value)]
    if any("\n" in each or "\r" in each for each in values):
        raise ValueError(values)
    field = SET if is_own else name
    if leaf["op"] not in ops(field):
        raise ValueError(leaf["op"])
    if leaf["op"] == "in" and control(field, "in") in ("words-in", "number-in"):
        values = [("\n" if control(field, "in") == "words-in" else ", ").join(values)]
    own = name.removeprefix(ATTRIBUTE) if is_own else ""
    return Row(depth, field=field, name=own, op=leaf["op"], values=tuple(each for each in values if each))


def _leaf(row: Row) -> Document:
    name = f"{ATTRIBUTE}{row.name.strip()}" if row.field == SET else row.field
    field = field_of(name) or RuleField(name, "words")
    is_number = field.takes == "number" or row.op in OF_NUMBERS
    if row.op != "in":
        value = row.values[-1].strip() if row.values else ""
        return {"field": name, "op": row.op, "value": _number(value) if is_number else value}
    values = [each for value in row.values for each in (SEVERAL.split(value) if is_number else value.split("\n"))]
    found = [each.strip() for each in values if each.strip()]
    return {"field": name, "op": "in", "value": [_number(each) for each in found] if is_number else found}


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _number(words: str) -> Any:
    """A number with a point or a comma; whatever else is left for the model to refuse by its path."""
    for read_one in (int, float):
        with contextlib.suppress(ValueError):
            number = read_one(words.replace(",", ".").replace("\u2212", "-"))
            return number if math.isfinite(number) else words
    return words


def _tree(path: str, rows: Sequence[Row], at: int) -> tuple[Node, int]:
    """The row at this place with its own, and the place after them."""
    row, members, after = rows[at], [], at + 1
    while row.group and after < len(rows) and rows[after].depth > row.depth:
        made, after = _tree(path, rows, after)
        members.append(made)
    return Node(f"{path}.{at}", row, tuple(members)), after


def _count(condition: object) -> int:
    """How many rows a condition takes."""
    if not isinstance(condition, dict) or "field" in condition:
        return 1
    return 1 + sum(_count(each) for members in condition.values() for each in members)
