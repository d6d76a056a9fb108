"""Files in conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what the fifth release did not have."""
    op.create_table(
        "file_parts",
        sa.Column("file", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("file", "number", name=op.f("pk_file_parts")),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("token", sa.String(length=22), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("conversation", sa.String(length=26), nullable=True),
        sa.Column("member", sa.String(length=26), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("width", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("height", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.create_index(
            "ix_files_coming",
            ["at"],
            unique=False,
            sqlite_where=sa.text("conversation IS NULL"),
            postgresql_where=sa.text("conversation IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_files_conversation"), ["conversation"], unique=False)
        batch_op.create_index(batch_op.f("ix_files_site_at"), ["site", "at"], unique=False)

    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("file", sa.String(length=26), nullable=True))
