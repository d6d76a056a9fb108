"""Mistakes of a form in the reader's words: what is wrong with each field, and what it may be instead."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from server.console.form_shapes import Shape
from server.console.labels import Label
from server.console.words import Words
from server.model import MOST_PROBLEMS, Unfit, problems

KEYS = {
    "missing": "mistake.empty",
    "string_too_short": "mistake.empty",
    "string_too_long": "mistake.too_long",
    "too_long": "mistake.too_many",
    "literal_error": "mistake.choice",
    "int_parsing": "mistake.whole",
    "int_type": "mistake.whole",
    "int_from_float": "mistake.whole",
    "float_parsing": "mistake.number",
    "float_type": "mistake.number",
    "greater_than_equal": "mistake.range",
    "less_than_equal": "mistake.range",
    "greater_than": "mistake.range",
    "less_than": "mistake.range",
}
BOUNDS = re.compile(r"from (-?[0-9]+) to (-?[0-9]+)")  # as a model says them that has several pairs of them
OF_CONTROLS = {
    "address": "mistake.address",
    "colour": "mistake.colour",
    "moment": "mistake.moment",
    "choice": "mistake.choice",
    "group": "mistake.together",
    "objects": "mistake.together",
    "raw": "mistake.raw",
    "where": "mistake.together",
    "condition": "mistake.together",
}


def mistakes(
    model: type[BaseModel], document: object, where: str, shapes: Sequence[Shape], t: Words, label: Label
) -> dict[str, str]:
    """One sentence for each path that the model refuses; nothing where it takes the document.

    A refusal with a reason of its own is said by `label`, else by the console, under `mistake.<reason>`.
    """
    try:
        model.model_validate(document)
    except ValidationError as error:
        english = problems(error, where)
        found: dict[str, str] = {}
        for each in error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]:
            path = ".".join((where, *(str(part) for part in each["loc"])))
            shape = shape_at(shapes, [str(part) for part in each["loc"]])
            context = each.get("ctx", {})
            words = _reason(context, label, t) or _sentence(each["type"], context, shape, t)
            found.setdefault(path, words or english.get(path, ""))
        return found
    return {}


def shape_at(shapes: Sequence[Shape], path: Sequence[str]) -> Shape | None:
    """The shape of what stands at a path: numbers are places in lists, and what follows a text is its language."""
    found: Shape | None = None
    for name in path:
        if name.isdigit():
            found = found.items if found and found.items else found
        else:
            found = next((each for each in shapes if each.name == name), found)
        shapes = found.fields if found else ()
        if found and found.items and found.items.fields:
            shapes = found.items.fields
    return found


def _reason(context: Mapping[str, Any], label: Label, t: Words) -> str | None:
    refused = context.get("error")
    if not isinstance(refused, Unfit):
        return None
    key = f"mistake.{refused.reason}"
    return label(key) or t.known(key)


def _sentence(kind: str, context: Mapping[str, Any], shape: Shape | None, t: Words) -> str | None:
    key = KEYS.get(kind) or OF_CONTROLS.get(shape.control if shape else "")
    if bounds := BOUNDS.fullmatch(str(context.get("error", ""))):
        return t("mistake.range", least=bounds[1], most=bounds[2])
    if key == "mistake.range":
        return _range(context, shape, t)
    return t(key, n=context.get("max_length", 0)) if key else None


def _range(context: Mapping[str, Any], shape: Shape | None, t: Words) -> str | None:
    """Both bounds where the form knows them, else the one that was overstepped."""
    if shape is not None and shape.least is not None and shape.most is not None:
        return t("mistake.range", least=f"{shape.least:g}", most=f"{shape.most:g}")
    for name, key in (("le", "mistake.at_most"), ("ge", "mistake.at_least")):
        if name in context:
            return t(key, bound=f"{context[name]:g}")
    return None
