"""The programs' door as a page shows it: each operation with what it takes, and an example to begin from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from server.api.operation import Operation
from server.console.words import Words
from server.sites.policy import LOWEST, Action

Schema = Mapping[str, Any]
DEEPEST = 4  # of an example's objects within each other
BY_TYPE: Mapping[str, Any] = {"integer": 0, "number": 0, "boolean": False, "array": [], "object": {}, "null": None}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that stands in the path or behind the question mark; `value` is what it begins with."""

    name: str
    about: str
    value: str
    place: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One operation; `example` is a body to begin from, None where none is taken, `role` None where any member may."""

    id: str
    method: str
    path: str
    summary: str
    role: str | None
    parameters: Sequence[Parameter]
    example: Any


def groups(operations: Iterable[Operation], site: str, t: Words) -> dict[str, list[Shown]]:
    """The operations under the subject that they belong to, in the table's order, told in the reader's language."""
    found: dict[str, list[Shown]] = {}
    for operation in operations:
        subject = operation.handle.__module__.rpartition(".")[2]
        found.setdefault(subject, []).append(_shown(operation, site, t))
    return found


def example(schema: Schema, known: Schema, depth: int = 0) -> Any:
    """A value that fits a JSON Schema closely enough to begin from: defaults where there are some."""
    if "$ref" in schema:
        schema = known[str(schema["$ref"]).rpartition("/")[2]]
    for key in ("default", "const"):
        if key in schema:
            return schema[key]
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    if choices := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return example(choices[0], known, depth)
    if schema.get("type") == "object" and depth < DEEPEST:
        wanted = schema.get("required", ())
        fields = schema.get("properties", {})
        return {name: example(each, known, depth + 1) for name, each in fields.items() if name in wanted or not wanted}
    return BY_TYPE.get(str(schema.get("type")), "")


def _shown(operation: Operation, site: str, t: Words) -> Shown:
    places = [noun for noun in (operation.noun, operation.inner) if noun]
    in_path = [Parameter(noun, "", site if noun == "site" else "", "path") for noun in places]
    asked = _schema(operation.query).get("properties", {})
    in_query = [
        Parameter(name, _about(operation, name, t) if "description" in each else "", "", "query")
        for name, each in asked.items()
    ]
    body = _schema(operation.body) if operation.body else None
    role = LOWEST[operation.policy].value if isinstance(operation.policy, Action) else None
    return Shown(
        id=operation.name,
        method=operation.method,
        path=operation.path,
        summary=t(f"operation.{operation.name}"),
        role=role,
        parameters=in_path + in_query,
        example=None if body is None else example(body, body.get("$defs", {})),
    )


def _about(operation: Operation, name: str, t: Words) -> str:
    """What a parameter means here, else what it means everywhere."""
    return t.known(f"parameter.{operation.name}.{name}") or t(f"parameter.{name}")


@cache
def _schema(model: type[BaseModel]) -> Schema:
    """The same for as long as the process runs, and slow to write down."""
    return model.model_json_schema()
