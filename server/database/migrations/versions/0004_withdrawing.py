"""What was agreed to can be withdrawn; letters are limited by the network that asks for them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what the third release did not have."""
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_site_name_at"), ["site", "name", "at"], unique=False)

    with op.batch_alter_table("optins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("network", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("confirmed_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(batch_op.f("ix_optins_site_network_at"), ["site", "network", "at"], unique=False)

    # What was confirmed before has a letter too, whose link withdraws it.
    op.execute("UPDATE optins SET confirmed_at = at WHERE state = 'confirmed'")
