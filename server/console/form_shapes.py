"""What a form has to ask for, read from the JSON Schema of a model: any kind's settings, and the rules as well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel

from server.widget import countries

Schema = Mapping[str, Any]
BY_LANGUAGE = ("text", "long_text")
OF_CONDITIONS = ("where", "condition")
LONG_LINE = 200  # characters; what may be longer is written on several lines
NOTHING: Final = object()  # the default of what has none


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing to ask for; `control` names the template in `templates/fields/` that draws it.

    `default` is NOTHING where a value is required. `least`, `most` and `step` bound a number, `length` a text,
    `options` are the values of a closed list, `items` is the shape of each thing of a list, `fields` are those of a
    group. `when` (`{field: values}`) tells beside which values of its neighbours the thing has a meaning; where it is
    `exact`, the model takes it beside those only. `own` (`{field: {value: key}}`) tells beside which values of a
    neighbour a text left empty is said in other words of the room; `ordered`, whether a list's order has a meaning.
    `shown` (`{"one" or "every": field}`) tells that visitors see `one` row of a list, or `every`
    one, whose condition in this field holds.
    """

    name: str
    control: str
    default: Any = NOTHING
    optional: bool = False
    help: str = ""
    group: str = ""
    unit: str = ""
    against: str = ""
    least: float | None = None
    most: float | None = None
    step: str = "1"
    length: int | None = None
    longest: int | None = None
    options: tuple[Any, ...] = ()
    items: "Shape | None" = None
    fields: tuple["Shape", ...] = ()
    when: Mapping[str, Sequence[str]] = field(default_factory=dict)
    exact: bool = False
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ordered: bool = True
    shown: Mapping[str, str] = field(default_factory=dict)


def shapes_of(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of a model, in its order."""
    schema = model.model_json_schema()
    known = schema.get("$defs", {})
    return _fields(known[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema, known)


def _fields(schema: Schema, known: Schema) -> tuple[Shape, ...]:
    return tuple(_shape(name, each, known) for name, each in schema.get("properties", {}).items())


def _shape(name: str, raw: Schema, known: Schema) -> Shape:
    schema, optional = _plain(raw, known)
    control = _control(schema, known)
    if control == "group":  # what holds things of its own kind has no end: within itself it is written as it is
        known = {named: each for named, each in known.items() if each.get("title") != schema.get("title")}
    text = next(iter(schema.get("patternProperties", {}).values()), schema)
    items = _shape("", schema["items"], known) if control in ("objects", "choices", "texts") else None
    return Shape(
        name=name,
        control=control,
        default=raw.get("default", NOTHING),
        optional=optional,
        help=raw.get("description", ""),
        group=schema.get("group", ""),
        unit=schema.get("unit", ""),
        against=schema.get("against", ""),
        least=schema.get("minimum", schema.get("exclusiveMinimum")),
        most=schema.get("maximum", schema.get("exclusiveMaximum")),
        step="1" if schema.get("type") == "integer" else "any",
        length=items.length if items else text.get("maxLength"),
        longest=schema.get("maxItems"),
        options=items.options if control == "choices" and items else _options(schema),
        items=items,
        fields=_fields(schema, known) if control == "group" else (),
        when=schema.get("when", {}),
        own=schema.get("own", {}),
        shown=schema.get("shown", {}),
    )


def _plain(raw: Schema, known: Schema) -> tuple[Schema, bool]:
    """The schema with what it refers to, and whether it may be nothing; its own words go before those referred to."""
    schema, optional = dict(raw), False
    while True:
        if "$ref" in schema:
            other = known.get(schema.pop("$ref").rpartition("/")[2], {})
            schema = {**other, **schema}
        elif "allOf" in schema and len(schema["allOf"]) == 1:
            schema = {**schema.pop("allOf")[0], **schema}
        elif len(rest := [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]) == 1:
            optional = len(schema.pop("anyOf")) > 1
            schema = {**rest[0], **schema}
        else:
            return schema, optional


def _control(schema: Schema, known: Schema) -> str:
    """Which template draws it; what nobody has thought of is written as the JSON that it is."""
    if "control" in schema:
        return "choice" if schema["control"] == "country" else str(schema["control"])
    if "enum" in schema or "const" in schema:
        return "choice"
    match schema.get("type"):
        case "boolean":
            return "yes_no"
        case "integer" | "number":
            return "number"
        case "string" if schema.get("format") == "date-time":
            return "moment"
        case "string":
            return "lines" if schema.get("maxLength", LONG_LINE) > LONG_LINE else "line"
        case "object" if "properties" in schema:
            return "group"
        case "array" if isinstance(schema.get("items"), dict) and schema["items"]:
            return _list(_control(_plain(schema["items"], known)[0], known))
        case _:
            return "raw"


def _list(of: str) -> str:
    return {"choice": "choices", "line": "texts", "lines": "texts", "address": "texts"}.get(of, "objects")


def _options(schema: Schema) -> tuple[Any, ...]:
    if schema.get("control") == "country":
        return tuple(countries())
    return tuple(schema.get("enum", (schema["const"],) if "const" in schema else ()))
