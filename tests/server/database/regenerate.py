"""Writes the newest migration anew from every room's tables, while it has not been released: `python -m` this.

A migration that has been released stays as it is; what the rooms' tables have more than it makes goes into the next.
"""

import importlib
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData

from server.database.engines import engine_of
from server.database.migrate import migrate

ROOT = Path(__file__).parents[3]
FILE = ROOT / "server/database/migrations/versions/0007_letters_and_articles.py"
BEFORE = "0006"
HEAD = '''"""Answers by letter, and articles."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what the sixth release did not have."""
'''
# What no comparison of tables finds.
AFTER = ""


def all_tables() -> MetaData:
    """The metadata with the tables of every room."""
    for path in sorted((ROOT / "server").glob("*/tables.py")):
        importlib.import_module(f"server.{path.parent.name}.tables")
    return importlib.import_module("server.database.schema").metadata


def newest_migration() -> str:
    """The text of the migration that makes of the released tables those of today."""
    with tempfile.TemporaryDirectory() as folder:
        migrate(url := f"sqlite:///{folder}/released.sqlite3", BEFORE)
        with engine_of(url).connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            steps = produce_migrations(context, all_tables()).upgrade_ops
    lines = render_python_code(steps, render_as_batch=True).splitlines()
    return HEAD + "\n".join(line for line in lines if "###" not in line) + AFTER


if __name__ == "__main__":
    FILE.write_text(newest_migration(), "utf-8")
    for rule in ("format --quiet", "check --fix --quiet"):
        subprocess.run([sys.executable, "-m", "ruff", *rule.split(), str(FILE)], check=True, cwd=ROOT)
