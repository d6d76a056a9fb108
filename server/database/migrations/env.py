"""Runs the migrations on the connection that `migrate` opens: one transaction, one process at a time."""

from alembic import context
from sqlalchemy import Connection, text

from server.database.schema import metadata

LOCK = 4_017_230_451  # any number, the same in every version: two processes that migrate take turns


def run(connection: Connection) -> None:
    """Bring the tables to the newest version; a process that dies on the way leaves them as they were."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()


with context.config.attributes["engine"].connect() as opened:
    run(opened)
