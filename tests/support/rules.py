"""The rules of the house: each function takes a tree's root and returns its violations, one sentence each."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.tree import Source, sources

LINE = (  # noqa: SIM905
    "errors config folder ports sealing logs networks outgoing wire problems model rule_fields conditions widget"
    " registry pieces assets database hub numbers audit sites clients optin codes calls files conversations answers"
    " knowledge replies routing leads deliveries visitors api console health doctor explaining house doors app demo"
    " __main__"
).split()
DOORS = {"visitors", "api", "console"}
KINDS = set("callback timer quiz popup proof reviews chat greeter multibutton game survey".split())  # noqa: SIM905
AT_HOME = {
    "sqlite3": {"database"},
    "psycopg": {"database"},
    "psycopg_pool": {"database"},
    "redis": {"hub"},
    "httpcore2": {"outgoing"},
    "jinja2": DOORS,
}
SPEAKS_SQL = {"queries", "tables", "schema", "prepared"}
SQL = re.compile(r"\s*(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|select|insert into|delete from|update \w+ set)\s")
EXEMPT = {"__init__.py", "tables.py"}


def against_the_line(root: Path) -> list[str]:
    """Rooms that lean on a room to their right, and rooms that have no place in the line."""
    return [said for source in sources(root, "server") for said in _against(source)]


def _against(source: Source) -> Iterator[str]:
    if source.path.parts[1] == "__init__.py":
        return
    if source.room not in LINE:
        yield f"{source.path}: {source.room} has no place in the line of imports"
        return
    for name, line in source.imports():
        parts = name.split(".")
        if parts[0] != "server" or len(parts) == 1:
            continue
        if parts[1] not in LINE:
            yield f"{source.at(line)}: {parts[1]} has no place in the line of imports"
        elif LINE.index(parts[1]) > LINE.index(source.room):
            yield f"{source.at(line)}: {source.room} leans on {parts[1]}"


def widgets_that_lean_elsewhere(root: Path) -> list[str]:
    """Widgets that import anything but `server.widget`, their own files and the standard library."""
    return [
        f"{source.at(line)}: imports {name}"
        for source in sources(root, "widgets")
        for name, line in source.imports()
        if not _is_open_to_widgets(source, name)
    ]


def _is_open_to_widgets(source: Source, name: str) -> bool:
    own = ".".join(source.path.parts[:2])
    first = name.partition(".")[0]
    return first in sys.stdlib_module_names or f"{name}.".startswith(("server.widget.", f"{own}."))


def widgets_named(root: Path) -> list[str]:
    """Places on the server that import `widgets`, or hold the name of a kind as a whole string."""
    found = sources(root, "server")
    imports = [
        f"{source.at(line)}: imports {name}"
        for source in found
        for name, line in source.imports()
        if name.partition(".")[0] == "widgets"
    ]
    names = [
        f"{source.at(line)}: names the widget {word!r}"
        for source in found
        for word, line in source.words()
        if word in KINDS
    ]
    return imports + names


def drivers_outside(root: Path) -> list[str]:
    """Drivers and templates that are imported outside the rooms they are at home in."""
    return [
        f"{source.at(line)}: {name.partition('.')[0]} stays in {', '.join(sorted(at_home))}"
        for source in sources(root, "server")
        for name, line in source.imports()
        if (at_home := AT_HOME.get(name.partition(".")[0])) and source.room not in at_home
    ]


def sql_in_doors(root: Path) -> list[str]:
    """Doors that build statements, read tables or hold SQL."""
    return [said for source in sources(root, "server") if source.room in DOORS for said in _sql(source)]


def _sql(source: Source) -> Iterator[str]:
    for name, line in source.imports():
        if name.partition(".")[0] == "sqlalchemy" or SPEAKS_SQL & set(name.split(".")):
            yield f"{source.at(line)}: a door imports {name}"
    for word, line in source.words():
        if SQL.match(word):
            yield f"{source.at(line)}: a door holds SQL"


def without_test(root: Path) -> list[str]:
    """Source files whose mirror under `tests/` is missing or holds no test."""
    return [
        f"{source.path}: no test in {test}"
        for folder in ("server", "widgets")
        for source in sources(root, folder)
        if source.path.name not in EXEMPT and "migrations" not in source.path.parts
        if not _holds_a_test(root / (test := mirror(source.path)))
    ]


def mirror(path: Path) -> Path:
    """Where the test of a source file stands: server/hub/hub.py has tests/server/hub/test_hub.py."""
    return Path("tests") / path.with_name(f"test_{path.stem.strip('_')}.py")


def _holds_a_test(path: Path) -> bool:
    return path.exists() and re.search(r"^\s*(async )?def test_", path.read_text("utf-8"), re.MULTILINE) is not None
