"""`docs/` is exact: addresses, settings, frames and refusals stand there, and nothing else does."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from server.config import SECRETS, Installation
from server.doors import doors
from server.errors import Refusal
from server.house import House
from server.hub.messages import described
from server.rule_fields import FIELDS, OPS, ops_of
from server.sites.rules import OF_TRIGGER
from tests.support import documentation
from tests.support.documentation import shape

LINK = re.compile(r"\]\(([^)#][^)]*)\)")
DOCS = Path(__file__).parents[1] / "docs"


def test_every_address_is_documented_and_no_other(tmp_path: Path) -> None:
    assert documentation.routes(DOCS) == addresses(tmp_path)


def test_every_setting_is_documented_with_its_default_and_no_other() -> None:
    assert documentation.settings(DOCS) == set(variables())


def test_every_frame_is_documented_with_its_fields_and_no_other() -> None:
    assert documentation.frames(DOCS) == frames()


def test_every_refusal_is_documented_with_its_status_and_no_other() -> None:
    assert documentation.refusals(DOCS) == {(each.code, each.status, each.again) for each in refusals(Refusal)}


def test_t1_every_field_of_rules_is_documented_with_its_operators_and_no_other() -> None:
    said = {(name, ops, known) for name, ops, _, known in documentation.rule_fields(DOCS)}
    known = {
        "page": "on every page",
        "memory": "once the visitor may be remembered",
        "server": "once the server has told",
    }
    there = {(field.name, field.ops, known[field.known]) for field in FIELDS.values()}

    assert said == there | {("set.<name>", ops_of("set.name"), "once the page has told")}


def test_t1_every_choice_of_a_rules_field_is_documented() -> None:
    said = {name: values for name, _, values, _ in documentation.rule_fields(DOCS)}
    asked = {field.name: field.choices for field in FIELDS.values() if field.choices}

    assert {name: said[name] for name in asked} == asked


def test_t1_every_operator_and_every_trigger_is_documented_and_no_other() -> None:
    assert documentation.rule_ops(DOCS) == {op for ops in OPS.values() for op in ops}
    assert documentation.triggers(DOCS) == set(OF_TRIGGER.items())


def test_what_the_programs_door_says_of_refusals_is_so() -> None:
    known = {(each.code, each.status) for each in refusals(Refusal)}

    assert documentation.refusals_of_the_api(DOCS) - known == set()


def test_every_link_and_picture_of_a_page_leads_to_a_file() -> None:
    pages = [*DOCS.parent.glob("*.md"), *DOCS.glob("*.md")]

    assert [f"{page.name}: {link}" for page in pages for link in links(page) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("page", "line", "read", "missing"),
    [
        ("operations.md", "| `GET /healthz`", documentation.routes, "GET /healthz"),
        ("settings.md", "| `FRONTDESK_MAX_SOCKETS`", documentation.settings, ("FRONTDESK_MAX_SOCKETS", "5000")),
        ("protocol.md", "| `site` | `version`", documentation.frames, ("visitor", "out", "site", ("version",))),
        ("protocol.md", "| `gone` | 410", documentation.refusals, ("gone", 410, False)),
        ("api.md", "| `glob` | it fits", documentation.rule_ops, "glob"),
        ("api.md", "| `scroll` | `percent`", documentation.triggers, ("scroll", ("percent",))),
    ],
)
def test_a_line_that_is_taken_out_is_missed(
    page: str, line: str, read: Callable[[Path], set[Any]], missing: object, tmp_path: Path
) -> None:
    docs = shutil.copytree(DOCS, tmp_path / "docs")
    kept = [each for each in (docs / page).read_text("utf-8").splitlines() if not each.startswith(line)]
    (docs / page).write_text("\n".join(kept), "utf-8")

    assert read(DOCS) - read(docs) == {missing}


@pytest.mark.parametrize(
    ("page", "after", "line", "read", "extra"),
    [
        ("api.md", "# The", "`DELETE /api/v1/sites/<id>`", documentation.routes, "DELETE /api/v1/sites/{}"),
        (
            "settings.md",
            "|---",
            "| `FRONTDESK_MOOD` | `calm` | |",
            documentation.settings,
            ("FRONTDESK_MOOD", "calm"),
        ),
        (
            "protocol.md",
            "| `welcome`",
            "| `wave` | `hand` | |",
            documentation.frames,
            ("visitor", "out", "wave", ("hand",)),
        ),
        ("protocol.md", "| `gone`", "| `shy` | 418 | yes | |", documentation.refusals, ("shy", 418, True)),
    ],
)
def test_a_line_about_something_that_does_not_exist_is_found(
    page: str, after: str, line: str, read: Callable[[Path], set[Any]], extra: object, tmp_path: Path
) -> None:
    docs = shutil.copytree(DOCS, tmp_path / "docs")
    lines = (docs / page).read_text("utf-8").splitlines()
    place = next(number for number, each in enumerate(lines) if each.startswith(after))
    (docs / page).write_text("\n".join([*lines[: place + 1], line, *lines[place + 1 :]]), "utf-8")

    assert read(docs) - read(DOCS) == {extra}


def addresses(folder: Path) -> set[str]:
    """Every door of the house, as method and shape."""
    house = House(Installation(data_dir=folder))
    house.passwords.close()
    return {f"{door.method} {shape(door.path)}" for door in doors(house)}


def variables() -> Iterator[tuple[str, str]]:
    """Every variable with its default as it is written in the environment; empty where there is none."""
    for name, field in Installation.model_fields.items():
        default = "" if field.default in (None, (), "") else str(field.default)
        yield f"FRONTDESK_{name.upper()}", default.lower() if isinstance(field.default, bool) else default
    yield from ((f"FRONTDESK_{name.upper()}_FILE", "") for name in SECRETS)


def frames() -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Every frame of both lines; `type` stands in a column of its own."""
    return {
        (line, way, kind, tuple(each for each in fields if each != "type")) for line, way, kind, fields in described()
    }


def links(page: Path) -> list[str]:
    """Where a page's links within the project lead, without the places on those pages."""
    return [link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8")) if not link.startswith("http")]


def refusals(family: type[Refusal]) -> Iterator[type[Refusal]]:
    """The family and everybody in it, in whatever room."""
    yield family
    for each in family.__subclasses__():
        yield from refusals(each)
