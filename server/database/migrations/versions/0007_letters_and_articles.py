"""Answers by letter, and articles."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what the sixth release did not have."""
    op.create_table(
        "answer_letters",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("conversation", sa.String(length=26), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("until", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_letters")),
    )
    with op.batch_alter_table("answer_letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_letters_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_letters_client"), ["client"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_letters_conversation_at"), ["conversation", "at"], unique=False)
        batch_op.create_index(
            "ix_answer_letters_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "article_words",
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column(
            "word", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("article", sa.String(length=26), nullable=False),
        sa.Column("weight", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("site", "word", "article", name=op.f("pk_article_words")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("article_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_words_article"), ["article"], unique=False)

    op.create_table(
        "articles",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_articles_site_id"), ["site", "id"], unique=False)

    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("blocked_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("letter_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_conversations_letter_at",
            ["letter_at"],
            unique=False,
            sqlite_where=sa.text("letter_at IS NOT NULL"),
            postgresql_where=sa.text("letter_at IS NOT NULL"),
        )

    with op.batch_alter_table("talkers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.BigInteger(), server_default="0", nullable=False))
