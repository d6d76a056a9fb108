"""Where a widget shows: the conditions of its rules as a short form or as rows, and back again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.conditions import LONGEST_VALUE
from server.console import conditions_form
from server.console.conditions_form import Row
from server.console.form_shapes import Shape

EVERYWHERE, ONLY, NOT_ON, CONDITIONS, OWN = MODES = ("everywhere", "only", "not_on", "conditions", "own")
GROUPS = {ONLY: "any", NOT_ON: "not"}
GROUP_NAMES = ("any", "all", "not")
LEAF = (
    Shape("field", "choice", options=("path", "address")),
    Shape("op", "choice", options=("is", "contains", "prefix", "glob")),
    Shape("value", "line", length=LONGEST_VALUE),
)
ITEM = Shape("", "group", fields=LEAF)
SHAPES = (
    Shape("mode", "choice", options=MODES),
    Shape("list", "objects", default=[], items=ITEM, longest=50, ordered=False),
    Shape("own", "line"),
)
ROWS = Shape("tree", "objects", default=[], items=conditions_form.SHAPE)


@dataclass(frozen=True, slots=True)
class Where:
    """The conditions as the form shows them: `leaves` are a list of pages, `rows` are any conditions, `own` are those
    that no form shows to the letter, as the JSON they are.
    """

    mode: str
    leaves: tuple[Mapping[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    own: str = ""


def where_of(condition: object) -> Where:
    """Everywhere, only on some pages, on all but some, by conditions, or by what only a program writes."""
    if not isinstance(condition, dict) or all(each is None for each in condition.values()):
        return Where(EVERYWHERE)  # as a schema tells the default: every part of it is named, and none is there
    for mode, names in ((ONLY, ("any", "all")), (NOT_ON, ("not",))):
        for name in names:
            leaves = condition.get(name)
            if not isinstance(leaves, list) or len(condition) != 1 or not all(_is_leaf(each) for each in leaves):
                continue
            if leaves and (name != "all" or len(leaves) == 1):
                return Where(mode, tuple(leaves))
    if rows := conditions_form.rows_of(condition):
        return Where(CONDITIONS, rows=rows)
    return Where(OWN, own=json.dumps(condition, ensure_ascii=False))


def read(form: Mapping[str, Any], before: Any) -> Any:
    """The conditions that the form means; what it shows unchanged is given back to the letter."""
    mode, was = str(form.get("mode", "")), where_of(before)
    if mode not in MODES or mode == OWN:
        return before
    if mode == CONDITIONS:
        if ROWS.name not in form:
            return before  # a form that had no room for them
        rows = conditions_form.read(form[ROWS.name])
        is_same = was.mode == mode and conditions_form.in_order(was.rows) == conditions_form.in_order(rows)
        return before if is_same else conditions_form.condition_of(rows)
    leaves = tuple(form.get("list", ()))
    if mode == EVERYWHERE or not leaves:
        return before if was.mode == EVERYWHERE else {}
    return before if (was.mode, was.leaves) == (mode, leaves) else {GROUPS[mode]: list(leaves)}


def form_path(path: str, condition: object, mode: str = "") -> str:
    """Where the form shows what stands at a path of the conditions: `any.0.value` is `list.0.value` in a list.

    The `mode` is the form's; without it, the one that such conditions are shown in.
    """
    if (mode or where_of(condition).mode) in GROUPS:
        group, _, rest = path.partition(".")
        return f"list.{rest}" if rest and group in GROUP_NAMES else path
    place = conditions_form.place_of(path, condition)
    return f"{ROWS.name}.{place}" if place else path


def _is_leaf(condition: object) -> bool:
    if not isinstance(condition, dict) or set(condition) != {each.name for each in LEAF}:
        return False
    words = condition["value"]
    if not isinstance(words, str) or words != " ".join(words.splitlines()).strip():
        return False  # one line would not hold it
    return all(condition[each.name] in each.options for each in LEAF if each.options)
