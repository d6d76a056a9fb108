"""Requests made from the OpenAPI document, sent to the running server, each answer checked against the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

# A rule between fields, or one of the world's (a time zone that exists), is more than a schema can say.
EXCLUDED = [positive_data_acceptance]


@dataclass(frozen=True)
class Target:
    """Where the cases go, who asks, and the ids of things that are really there, by what a path calls them."""

    address: str
    token: str
    things: Mapping[str, str]


def run(document: dict[str, Any], target: Target, examples: int, chance: int) -> dict[str, str]:
    """Send so many cases to each operation; gives back what was wrong by operation, nothing when all is well."""
    wrong = {}
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = found.ok()
        try:
            _probe(operation, target, examples, chance)
        except (Failure, FailureGroup) as problem:  # the others are asked as well
            found_wrong = problem.exceptions if isinstance(problem, FailureGroup) else [problem]
            wrong[f"{operation.method.upper()} {operation.path}"] = " | ".join(str(each) for each in found_wrong)
    return wrong


def _probe(operation: Any, target: Target, examples: int, chance: int) -> None:
    headers = {"Authorization": f"Bearer {target.token}"}

    @seed(chance)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def probe(case: Case) -> None:
        for name in case.path_parameters or {}:
            if name in target.things:
                case.path_parameters[name] = target.things[name]
        case.call_and_validate(target.address, headers=headers, excluded_checks=EXCLUDED, timeout=20)

    probe()
