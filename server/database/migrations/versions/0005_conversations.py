"""Conversations between visitors and the team."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what the fourth release did not have."""
    op.create_table(
        "conversation_mentions",
        sa.Column("note", sa.String(length=26), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("conversation", sa.String(length=26), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("note", "member", name=op.f("pk_conversation_mentions")),
    )
    with op.batch_alter_table("conversation_mentions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conversation_mentions_conversation_member"), ["conversation", "member"], unique=False
        )
        batch_op.create_index(
            "ix_conversation_mentions_unread",
            ["member", "site"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )

    op.create_table(
        "conversation_notes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("conversation", sa.String(length=26), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_notes")),
    )
    with op.batch_alter_table("conversation_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_notes_conversation_id"), ["conversation", "id"], unique=False)
        batch_op.create_index("uq_conversation_notes_key", ["site", "member", "key"], unique=True)

    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=False),
        sa.Column("visitor", sa.String(length=26), nullable=False),
        sa.Column("widget", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visitor_read", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("team_read", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("taken_by", sa.String(length=26), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("waiting_since", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("department", sa.String(length=26), nullable=True),
        sa.Column("priority", sa.Integer(), server_default="0", autoincrement=False, nullable=False),
        sa.Column("keeper", sa.String(length=26), nullable=True),
        sa.Column("offered_to", sa.String(length=26), nullable=True),
        sa.Column("offered_until", sa.BigInteger(), nullable=True),
        sa.Column("rating", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("opinion", sa.Text(), server_default="", nullable=False),
        sa.Column("rated_at", sa.BigInteger(), nullable=True),
        sa.Column("passed", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversations_client"), ["client"], unique=False)
        batch_op.create_index(
            "ix_conversations_open",
            ["site", "last_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.create_index(batch_op.f("ix_conversations_site_id"), ["site", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversations_site_last_at"), ["site", "last_at"], unique=False)

    op.create_table(
        "department_members",
        sa.Column("department", sa.String(length=26), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("department", "member", name=op.f("pk_department_members")),
    )
    with op.batch_alter_table("department_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_department_members_member"), ["member"], unique=False)

    op.create_table(
        "departments",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
    )
    with op.batch_alter_table("departments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_departments_site_id"), ["site", "id"], unique=False)

    op.create_table(
        "duties",
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("away", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "member", name=op.f("pk_duties")),
    )
    op.create_table(
        "message_keys",
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("conversation", sa.String(length=26), nullable=True),
        sa.Column("message", sa.String(length=26), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "key", name=op.f("pk_message_keys")),
    )
    with op.batch_alter_table("message_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_keys_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_keys_conversation"), ["conversation"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("conversation", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.String(length=10), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lead", sa.String(length=26), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("uq_messages_conversation_number", ["conversation", "number"], unique=True)

    op.create_table(
        "replies",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("shortcut", sa.String(length=30), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
    )
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replies_site_position"), ["site", "position"], unique=False)
        batch_op.create_index(
            "uq_replies_shortcut",
            ["site", "shortcut", "language"],
            unique=True,
            sqlite_where=sa.text("gone_at IS NULL"),
            postgresql_where=sa.text("gone_at IS NULL"),
        )

    op.create_table(
        "talkers",
        sa.Column("conversation", sa.String(length=26), nullable=False),
        sa.Column("visitor", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "visitor", name=op.f("pk_talkers")),
    )
    with op.batch_alter_table("talkers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talkers_visitor_conversation"), ["visitor", "conversation"], unique=False)

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended", sa.Text(), server_default="", nullable=False))
