"""Values of settings and rules in words, for lists of what changed."""

import json
from typing import Any

from server.console import triggers_said, where_shown
from server.console.form_shapes import Shape
from server.console.labels import Label, spelled
from server.console.times import Clock
from server.console.words import Words
from server.sites.differences import UNSAID
from server.sites.instants import read_instant

LONGEST = 160


def said(value: Any, shape: Shape | None, key: str, label: Label, clock: Clock, t: Words) -> str:
    """A value as people read it; what a state does not say is "as usual"."""
    if value is UNSAID or value is None:
        return t("changes.usual")
    words = _words(value, shape, key, label, clock, t)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _words(value: Any, shape: Shape | None, key: str, label: Label, clock: Clock, t: Words) -> str:
    if shape and shape.control == "where":
        return where_shown.in_words({"where": value}, t)
    if shape and shape.control == "moment":
        return _moment(value, clock)
    match value:
        case bool():
            return t("changes.yes") if value else t("changes.no")
        case int() | float():
            unit = shape.unit if shape else ""
            return f"{value:g} {t.known(f'unit.{unit}') or unit}".strip()
        case str() if shape and shape.control == "choice":
            return label(f"choice.{key}.{value}") or spelled(value)
        case str():
            return value or t("changes.nothing")
        case [*_] if shape and shape.control == "choices":
            return ", ".join(label(f"choice.{key}.{each}") or str(each) for each in value) or t("changes.nothing")
        case [*_] if all(isinstance(each, str) for each in value):
            return ", ".join(value) or t("changes.nothing")
        case [{}, *_] if key == "when":
            return "; ".join(triggers_said.in_words(each, t) for each in value)
        case [*_]:
            return t("changes.things", n=len(value))
    return json.dumps(value, ensure_ascii=False)


def _moment(value: Any, clock: Clock) -> str:
    try:
        return clock.moment(read_instant(value))
    except ValueError:
        return str(value)
