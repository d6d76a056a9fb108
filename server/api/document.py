"""The OpenAPI 3.1 document, made from the same table that the routes are made from."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.api.operation import BASE, Operation

PLACE = "#/components/schemas/{model}"
PROBLEM = {
    "type": "object",
    "description": "A refusal (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail", "again"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "again": {"type": "boolean"},
        "errors": {"type": "object", "additionalProperties": {"type": "string"}},
        "reasons": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def document(operations: Sequence[Operation]) -> bytes:
    """The whole document as JSON."""
    models = sorted(set(_models(operations)), key=lambda pair: (pair[0].__name__, pair[1]))
    _, schemas = models_json_schema(models, ref_template=PLACE)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Frontdesk", "version": BASE.rpartition("/")[2], "description": "The programs' door."},
            "security": [{"token": []}],
            "paths": paths,
            "components": {
                "schemas": schemas.get("$defs", {}) | {"Problem": PROBLEM},
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
        },
        ensure_ascii=False,
    ).encode()


def _models(operations: Sequence[Operation]) -> Iterator[tuple[type[BaseModel], Any]]:
    for operation in operations:
        if operation.answer:
            yield operation.answer, "serialization"
        if operation.body:
            yield operation.body, "validation"


def _operation(operation: Operation) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [*_in_path(operation), *_in_query(operation)],
        "responses": {
            **({"200": _answer(operation)} if operation.repeats else {}),
            str(operation.status): _answer(operation),
            "default": _content("A refusal.", "Problem", "application/problem+json"),
        },
    }
    if operation.body:
        said["requestBody"] = _content("", _name(operation.body)) | {"required": True}
        del said["requestBody"]["description"]
    return said


def _answer(operation: Operation) -> dict[str, Any]:
    if operation.media_type is not None:
        return {"description": operation.summary, "content": {operation.media_type: {"schema": {"type": "string"}}}}
    if operation.answer is None:
        return {"description": "Done; no body."}
    return _content(operation.answer.__doc__ or "", _name(operation.answer))


def _content(description: str, model: str, media_type: str = "application/json") -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": {"$ref": PLACE.format(model=model)}}}}


def _in_path(operation: Operation) -> Iterator[dict[str, Any]]:
    for noun in (operation.noun, operation.inner):
        if noun:
            yield {"name": noun, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(operation: Operation) -> Iterator[dict[str, Any]]:
    for name, schema in operation.query.model_json_schema().get("properties", {}).items():
        yield {"name": name, "in": "query", "required": False, "schema": schema}


def _name(model: type[BaseModel]) -> str:
    """The name pydantic gives a model: `Listed[Lead]` becomes `Listed_Lead_`."""
    return "".join(letter if letter.isalnum() or letter in ".-_" else "_" for letter in model.__name__)
