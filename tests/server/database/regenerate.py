"""Writes the first migration anew from every room's tables, while nothing has been released: `python -m` this."""

import importlib
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, create_engine

ROOT = Path(__file__).parents[3]
FILE = ROOT / "server/database/migrations/versions/0001_the_road.py"
HEAD = '''"""The road: the tables that keep a lead, know its person and tell the team."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first release."""
'''


def all_tables() -> MetaData:
    """The metadata with the tables of every room."""
    for path in sorted((ROOT / "server").glob("*/tables.py")):
        importlib.import_module(f"server.{path.parent.name}.tables")
    return importlib.import_module("server.database.schema").metadata


def first_migration() -> str:
    """The text of the migration that makes every table in an empty database."""
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": False})
        script = produce_migrations(context, all_tables())
    lines = render_python_code(script.upgrade_ops).splitlines()
    return HEAD + "\n".join(line for line in lines if "###" not in line) + "\n"


if __name__ == "__main__":
    FILE.write_text(first_migration(), "utf-8")
    for rule in ("format --quiet", "check --fix --quiet"):
        subprocess.run([sys.executable, "-m", "ruff", *rule.split(), str(FILE)], check=True, cwd=ROOT)
