"""Values of settings and rules in words, for lists of what changed."""

import json
from typing import Any

from server.console import conditions_said, triggers_said
from server.console.form_shapes import OF_CONDITIONS, Shape
from server.console.labels import Label, spelled
from server.console.times import Clock
from server.console.words import Words
from server.sites.differences import UNSAID
from server.sites.instants import read_instant

LONGEST = 160  # characters of a value among others
BEFORE = 40  # of these, at most, so many that stand before the first difference


def said(value: Any, shape: Shape | None, key: str, label: Label, clock: Clock, t: Words) -> str:
    """A value as people read it, at its full length; what a state does not say is "as usual"."""
    if value is UNSAID or value is None:
        return t("changes.usual")
    return _words(value, shape, key, label, clock, t)


def shortened(words: str, longest: int = LONGEST) -> str:
    """The beginning of what is long, up to the end of a word."""
    if len(words) <= longest:
        return words
    head = words[:longest]
    return f"{head.rpartition(' ')[0] or head}…"


def both_shortened(old: str, new: str) -> tuple[str, str]:
    """Two states of something long, each from shortly before the place in which they begin to differ."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    differs = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    begins = old[: min(len(old), len(new)) if differs is None else differs]
    if len(begins) <= BEFORE:
        return shortened(old), shortened(new)
    start = begins.find(" ", len(begins) - BEFORE) + 1 or len(begins) - BEFORE
    return f"…{shortened(old[start:])}", f"…{shortened(new[start:])}"


def _words(value: Any, shape: Shape | None, key: str, label: Label, clock: Clock, t: Words) -> str:
    if shape and shape.control in OF_CONDITIONS:
        return conditions_said.in_words(value, t)
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
