"""Where a widget shows: the conditions of its rules as a short form and in a few words, and back again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from server.console.form_shapes import Shape, shapes_of
from server.console.words import Words
from server.sites.rules import Condition

EVERYWHERE, ONLY, NOT_ON, OWN = MODES = ("everywhere", "only", "not_on", "own")
GROUPS = {ONLY: "any", NOT_ON: "not"}
GROUP_NAMES = ("any", "all", "not")
FIRST = ("path", "is")  # what a new row begins with: people name a page by what stands after the site's name
LEAF = tuple(
    replace(
        each,
        control="line" if each.control == "lines" else each.control,
        optional=False,
        options=tuple(sorted(each.options, key=lambda option: option not in FIRST)),
    )
    for each in shapes_of(Condition)
    if each.control in ("choice", "lines", "line")
)
ITEM = Shape("", "group", fields=LEAF)
SHAPES = (
    Shape("mode", "choice", options=MODES),
    Shape("list", "objects", default=[], items=ITEM, longest=50, ordered=False),
    Shape("own", "line"),
)
MOST_SAID = 2


@dataclass(frozen=True, slots=True)
class Where:
    """The conditions as the form shows them; `own` are those that are more than a list, as the JSON they are."""

    mode: str
    leaves: tuple[Mapping[str, str], ...] = ()
    own: str = ""


def where_of(condition: object) -> Where:
    """Everywhere, only on some pages, on all but some, or conditions that only a program writes."""
    if not isinstance(condition, dict) or not condition:
        return Where(EVERYWHERE)
    for mode, names in ((ONLY, ("any", "all")), (NOT_ON, ("not",))):
        for name in names:
            leaves = condition.get(name)
            if not isinstance(leaves, list) or len(condition) != 1 or not all(_is_leaf(each) for each in leaves):
                continue
            if leaves and (name != "all" or len(leaves) == 1):
                return Where(mode, tuple(leaves))
    return Where(OWN, own=json.dumps(condition, ensure_ascii=False))


def read(form: Mapping[str, Any], before: Any) -> Any:
    """The conditions that the form means; what it shows unchanged is given back to the letter."""
    said = Where(str(form.get("mode", "")), tuple(form.get("list", ())))
    was = where_of(before)
    if said.mode not in MODES or said.mode == OWN:
        return before
    if said.mode == EVERYWHERE or not said.leaves:
        return before if was.mode == EVERYWHERE else {}
    return before if (was.mode, was.leaves) == (said.mode, said.leaves) else {GROUPS[said.mode]: list(said.leaves)}


def form_path(path: str, condition: object) -> str:
    """Where the form shows what stands at a path of the conditions: `any.0.value` is `list.0.value` in a list."""
    group, _, rest = path.partition(".")
    return f"list.{rest}" if rest and group in GROUP_NAMES and where_of(condition).mode in GROUPS else path


def in_words(rules: Mapping[str, Any], t: Words) -> str:
    """Where a widget shows, in a few words: everywhere, only on two addresses, on all pages but one, by conditions."""
    where = where_of(rules.get("where"))
    if where.mode in (EVERYWHERE, OWN):
        return t(f"where.{where.mode}")
    shown = ", ".join(str(leaf.get("value", "")) for leaf in where.leaves[:MOST_SAID])
    rest = len(where.leaves) - MOST_SAID
    return t(f"where.{where.mode}", pages=shown + (f" +{rest}" if rest > 0 else ""))


def _is_leaf(condition: object) -> bool:
    return isinstance(condition, dict) and set(condition) == {each.name for each in LEAF}
