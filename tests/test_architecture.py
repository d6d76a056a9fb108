"""The rules of the house hold in this tree, and each of them finds what is planted against it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import rules

ROOT = Path(__file__).parents[1]
Rule = Callable[[Path], list[str]]

PLANTED: list[tuple[Rule, str, str, str]] = [
    (
        rules.against_the_line,
        "server/hub/hub.py",
        "from server.leads.intake import keep",
        "server/hub/hub.py:1: hub leans on leads",
    ),
    (
        rules.against_the_line,
        "server/sites/sites.py",
        "def late():\n    import server.app",
        "server/sites/sites.py:2: sites leans on app",
    ),
    (
        rules.against_the_line,
        "server/hub/broker.py",
        "from ..console import pages",
        "server/hub/broker.py:1: hub leans on console",
    ),
    (
        rules.against_the_line,
        "server/errors.py",
        "from server import widget",
        "server/errors.py:1: errors leans on widget",
    ),
    (
        rules.against_the_line,
        "server/cellar/wine.py",
        "",
        "server/cellar/wine.py: cellar has no place in the line of imports",
    ),
    (
        rules.widgets_that_lean_elsewhere,
        "widgets/bell/handlers.py",
        "from server.database import Transaction",
        "widgets/bell/handlers.py:1: imports server.database.Transaction",
    ),
    (
        rules.widgets_that_lean_elsewhere,
        "widgets/bell/settings.py",
        "from widgets.horn.settings import Loudness",
        "widgets/bell/settings.py:1: imports widgets.horn.settings.Loudness",
    ),
    (
        rules.widgets_that_lean_elsewhere,
        "widgets/bell/handlers.py",
        "import pydantic",
        "widgets/bell/handlers.py:1: imports pydantic",
    ),
    (
        rules.widgets_named,
        "server/leads/intake.py",
        "import widgets.bell",
        "server/leads/intake.py:1: imports widgets.bell",
    ),
    (
        rules.widgets_named,
        "server/leads/intake.py",
        "if kind == 'callback': pass",
        "server/leads/intake.py:1: names the widget 'callback'",
    ),
    (
        rules.drivers_outside,
        "server/leads/intake.py",
        "import sqlite3",
        "server/leads/intake.py:1: sqlite3 stays in database",
    ),
    (
        rules.drivers_outside,
        "server/sites/sites.py",
        "from psycopg.rows import dict_row",
        "server/sites/sites.py:1: psycopg stays in database",
    ),
    (
        rules.drivers_outside,
        "server/visitors/limits.py",
        "import redis.asyncio",
        "server/visitors/limits.py:1: redis stays in hub",
    ),
    (
        rules.drivers_outside,
        "server/leads/mail.py",
        "from jinja2 import Template",
        "server/leads/mail.py:1: jinja2 stays in api, console, visitors",
    ),
    (
        rules.sql_in_doors,
        "server/api/leads.py",
        "from sqlalchemy import select",
        "server/api/leads.py:1: a door imports sqlalchemy.select",
    ),
    (
        rules.sql_in_doors,
        "server/console/inbox.py",
        "from server.leads.tables import leads",
        "server/console/inbox.py:1: a door imports server.leads.tables.leads",
    ),
    (
        rules.sql_in_doors,
        "server/visitors/socket.py",
        "LATE = 'SELECT id FROM leads'",
        "server/visitors/socket.py:1: a door holds SQL",
    ),
    (
        rules.without_test,
        "server/leads/intake.py",
        "",
        "server/leads/intake.py: no test in tests/server/leads/test_intake.py",
    ),
    (
        rules.without_test,
        "widgets/bell/handlers.py",
        "",
        "widgets/bell/handlers.py: no test in tests/widgets/bell/test_handlers.py",
    ),
]

WELCOME: list[tuple[Rule, str, str]] = [
    (
        rules.against_the_line,
        "server/leads/intake.py",
        "from server.clients import people\nfrom server.leads import once",
    ),
    (
        rules.widgets_that_lean_elsewhere,
        "widgets/bell/handlers.py",
        "import json\nfrom server.widget import Lead\nfrom .settings import S\nfrom widgets.bell import x",
    ),
    (rules.widgets_named, "server/leads/intake.py", "'a callback is wanted'"),
    (rules.drivers_outside, "server/database/sqlite.py", "import sqlite3"),
    (rules.sql_in_doors, "server/leads/queries.py", "from sqlalchemy import select\nLATE = 'SELECT 1'"),
    (rules.sql_in_doors, "server/api/leads.py", "'''Select the leads from a site.'''"),
    (rules.without_test, "server/leads/tables.py", ""),
]


@pytest.mark.parametrize(
    "rule",
    [
        rules.against_the_line,
        rules.widgets_that_lean_elsewhere,
        rules.widgets_named,
        rules.drivers_outside,
        rules.sql_in_doors,
        rules.without_test,
    ],
)
def test_this_tree_keeps_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(("rule", "path", "code", "said"), PLANTED)
def test_what_is_planted_against_a_rule_is_found(rule: Rule, path: str, code: str, said: str, tmp_path: Path) -> None:
    plant(tmp_path, path, code)

    assert rule(tmp_path) == [said]


@pytest.mark.parametrize(("rule", "path", "code"), WELCOME)
def test_what_a_rule_allows_is_left_alone(rule: Rule, path: str, code: str, tmp_path: Path) -> None:
    plant(tmp_path, path, code)

    assert rule(tmp_path) == []


def test_a_test_file_that_holds_no_test_counts_as_none(tmp_path: Path) -> None:
    plant(tmp_path, "server/hub/hub.py", "")
    plant(tmp_path, "tests/server/hub/test_hub.py", "'''Nothing yet.'''")

    assert rules.without_test(tmp_path) == ["server/hub/hub.py: no test in tests/server/hub/test_hub.py"]


def test_a_source_file_beside_its_test_is_left_alone(tmp_path: Path) -> None:
    plant(tmp_path, "server/__main__.py", "")
    plant(tmp_path, "tests/server/test_main.py", "async def test_it_starts(): ...")

    assert rules.without_test(tmp_path) == []


def plant(root: Path, path: str, code: str) -> None:
    """Write one file into a tree of its own."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(code, "utf-8")
