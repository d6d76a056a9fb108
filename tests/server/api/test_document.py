"""The OpenAPI document tells exactly what the door does."""

import json
from typing import Any

from server.api.document import document
from server.api.table import OPERATIONS
from tests.server.api.conftest import Office

SAID: dict[str, Any] = json.loads(document(OPERATIONS))


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        found = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return found.union(*(references(each) for each in value.values()))
    return set().union(*(references(each) for each in value)) if isinstance(value, list) else set()


def test_every_operation_is_in_it_once() -> None:
    told = {(method.upper(), path) for path, methods in SAID["paths"].items() for method in methods}
    assert told == {(each.method, each.path) for each in OPERATIONS}


def test_every_reference_leads_somewhere() -> None:
    known = {f"#/components/schemas/{name}" for name in SAID["components"]["schemas"]}
    assert references(SAID["paths"]) | references(SAID["components"]) <= known


def test_an_operation_is_told_with_its_parameters_its_body_and_its_answers() -> None:
    told = SAID["paths"]["/api/v1/callbacks/{call}/outcome"]["post"]
    assert told["operationId"] == "end_callback"
    assert [each["name"] for each in told["parameters"]] == ["call"]
    body = told["requestBody"]["content"]["application/json"]["schema"]
    assert (body, set(told["responses"])) == ({"$ref": "#/components/schemas/Outcome"}, {"200", "default"})
    listing = SAID["paths"]["/api/v1/sites/{site}/callbacks"]["get"]
    assert [each["name"] for each in listing["parameters"]] == ["site", "limit", "cursor", "state"]
    answer = SAID["paths"]["/api/v1/conversations/{conversation}/messages"]["post"]
    assert set(answer["responses"]) == {"200", "201", "default"}  # 200: the same key again
    erase = SAID["paths"]["/api/v1/clients/{client}"]["delete"]
    assert erase["responses"]["204"] == {"description": "Done; no body."}


def test_times_are_told_as_times() -> None:
    site = SAID["components"]["schemas"]["SiteAnswer"]["properties"]["created_at"]
    assert (site["type"], site["format"]) == ("string", "date-time")


async def test_it_is_served_to_everybody(office: Office) -> None:
    answer = await office.client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()) == (200, SAID)
