"""What `docs/` says, read as data, so that it can be held against what the code is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROUTE = re.compile(r"`(GET|POST|PUT|PATCH|DELETE|OPTIONS|WS) (/[^\s`?]*)")
IN_CODE = re.compile(r"`([^`]+)`")
NONE = {"none", "SQLite in the data folder"}


@dataclass(frozen=True)
class Row:
    """One row of a table: the heading it stands under, and its cells by the words above them."""

    heading: str
    cells: dict[str, str]

    def code(self, column: str) -> tuple[str, ...]:
        """Everything in a cell that is set as code."""
        return tuple(IN_CODE.findall(self.cells[column]))


def rows(page: Path, *columns: str) -> Iterator[Row]:
    """Every row of the page's tables that have these columns first."""
    heading, names = "", list[str]()
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            names = []
        elif not names:
            names = [cell.strip("`") for cell in cells]
        elif not set("".join(cells)) <= set("-:") and names[: len(columns)] == list(columns):
            yield Row(heading, dict(zip(names, cells, strict=True)))


def shape(path: str) -> str:
    """An address without the names of its values: `/sites/{site}` and `/sites/<id>` are the same."""
    return re.sub(r"[{<][^}>]*[}>]", "{}", path)


def routes(docs: Path) -> set[str]:
    """Every address that is written down anywhere, as method and shape."""
    found = (ROUTE.findall(page.read_text("utf-8")) for page in sorted(docs.glob("*.md")))
    return {f"{method} {shape(path)}" for page in found for method, path in page}


def settings(docs: Path) -> set[tuple[str, str]]:
    """Every variable with its default; empty where there is none."""
    page = docs / "settings.md"
    plain = {
        (row.code("variable")[0], "" if row.cells["default"] in NONE else row.code("default")[0])
        for row in rows(page, "variable", "default")
    }
    return plain | {(row.code("variable")[0], "") for row in rows(page, "variable", "in place of")}


def frames(docs: Path) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Every frame as line, direction, type and fields."""
    page, ways = docs / "protocol.md", {"From the browser": "in", "From the server": "out"}
    visitors = {
        ("visitor", ways[row.heading], row.code("type")[0], row.code("fields")) for row in rows(page, "type", "fields")
    }
    return visitors | {
        ("console", row.cells["direction"], row.code("type")[0], row.code("fields"))
        for row in rows(page, "direction", "type", "fields")
    }


def refusals(docs: Path) -> set[tuple[str, int, bool]]:
    """Every code with its status and whether trying again may help."""
    return {
        (row.code("code")[0], int(row.cells["status"]), row.cells["again"] == "yes")
        for page in sorted(docs.glob("*.md"))
        for row in rows(page, "code", "status", "again")
    }


def refusals_of_the_api(docs: Path) -> set[tuple[str, int]]:
    """Every code with its status that the page of the programs' door tells of."""
    return {
        (code, int(row.cells["status"]))
        for row in rows(docs / "api.md", "code", "status", "when")
        for code in row.code("code")
    }


def rule_fields(docs: Path) -> set[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """Every field of rules with its operators, the choices that its value has, and where it is known."""
    return {
        (name, tuple(row.code("op")[0].split()), row.code("value"), row.cells["known"])
        for row in rows(docs / "api.md", "field", "op", "value", "known")
        for name in row.code("field")
    }


def rule_ops(docs: Path) -> set[str]:
    """Every operator of rules."""
    return {name for row in rows(docs / "api.md", "op", "holds where") for name in row.code("op")}


def triggers(docs: Path) -> set[tuple[str, tuple[str, ...]]]:
    """Every kind of trigger with its fields."""
    return {(row.code("kind")[0], row.code("fields")) for row in rows(docs / "api.md", "kind", "fields", "opens")}
