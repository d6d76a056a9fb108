"""The right moment: politeness and goals of a site, a secret that changes without a gap, codes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what the second release did not have."""
    op.create_table(
        "code_pools",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reward", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("most", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_days", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_pools")),
    )
    with op.batch_alter_table("code_pools", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_pools_site_id"), ["site", "id"], unique=False)

    op.create_table(
        "codes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("pool", sa.String(length=26), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("normal", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=True),
        sa.Column("visitor", sa.String(length=26), nullable=True),
        sa.Column("lead", sa.String(length=26), nullable=True),
        sa.Column("widget", sa.String(length=26), nullable=True),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("redeemed_at", sa.BigInteger(), nullable=True),
        sa.Column("redeemed_by", sa.String(length=26), nullable=True),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
        sa.UniqueConstraint("site", "normal", name=op.f("uq_codes_site_normal")),
    )
    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_codes_client"), ["client"], unique=False)
        batch_op.create_index(
            "ix_codes_network",
            ["site", "network", "given_at"],
            unique=False,
            sqlite_where=sa.text("network <> ''"),
            postgresql_where=sa.text("network <> ''"),
        )
        batch_op.create_index(
            "ix_codes_nobodys",
            ["visitor"],
            unique=False,
            sqlite_where=sa.text("client IS NULL AND visitor IS NOT NULL"),
            postgresql_where=sa.text("client IS NULL AND visitor IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_codes_pool_state_id"), ["pool", "state", "id"], unique=False)
        batch_op.create_index(
            "uq_codes_client",
            ["pool", "widget", "client"],
            unique=True,
            sqlite_where=sa.text("client IS NOT NULL"),
            postgresql_where=sa.text("client IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_codes_visitor",
            ["pool", "widget", "visitor"],
            unique=True,
            sqlite_where=sa.text("visitor IS NOT NULL"),
            postgresql_where=sa.text("visitor IS NOT NULL"),
        )

    op.create_table(
        "optin_stops",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_optin_stops")),
    )
    op.create_table(
        "optins",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=False),
        sa.Column("lead", sa.String(length=26), nullable=True),
        sa.Column("widget", sa.String(length=26), nullable=True),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optins")),
    )
    with op.batch_alter_table("optins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_optins_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_optins_client"), ["client"], unique=False)
        batch_op.create_index(batch_op.f("ix_optins_email_at"), ["email", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_optins_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(
            "ix_optins_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(batch_op.f("ix_optins_site_at"), ["site", "at"], unique=False)

    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_address", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("action", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.add_column(sa.Column("manners", sa.Text(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("goals", sa.Text(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("old_identity_secret", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("old_identity_until", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("visitors", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verified_as", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("own", sa.Boolean(), server_default=sa.text("false"), nullable=False))
