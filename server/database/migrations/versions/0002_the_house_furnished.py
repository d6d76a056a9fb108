"""The house furnished: search, tags and fields of people, deliveries, members' safety, the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what the first release did not have."""
    op.create_table(
        "attempts",
        sa.Column("delivery", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("target", sa.String(length=26), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("took_ms", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("delivery", "number", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_client"), ["client"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_target_at"), ["target", "at"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=True),
        sa.Column("member", sa.String(length=26), nullable=True),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_member", ["site", "member", "id"], unique=False)
        batch_op.create_index("ix_audit_noun", ["site", "noun", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_site_id"), ["site", "id"], unique=False)

    op.create_table(
        "bulk_changes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_changes")),
    )
    with op.batch_alter_table("bulk_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulk_changes_site_at"), ["site", "at"], unique=False)

    op.create_table(
        "bulk_rows",
        sa.Column("change", sa.String(length=26), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("change", "client", name=op.f("pk_bulk_rows")),
    )
    with op.batch_alter_table("bulk_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulk_rows_client"), ["client"], unique=False)

    op.create_table(
        "client_tags",
        sa.Column("tag", sa.String(length=26), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tag", "client", name=op.f("pk_client_tags")),
    )
    with op.batch_alter_table("client_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_tags_client"), ["client"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("target", sa.String(length=26), nullable=False),
        sa.Column("event", sa.String(length=26), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("client", sa.String(length=26), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("spent", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("event", "target", name=op.f("uq_deliveries_event_target")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_client"), ["client"], unique=False)
        batch_op.create_index(
            "ix_deliveries_done_at",
            ["done_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_deliveries_leased_until",
            ["leased_until"],
            unique=False,
            sqlite_where=sa.text("leased_until IS NOT NULL"),
            postgresql_where=sa.text("leased_until IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_deliveries_site_id"), ["site", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_site_state_id"), ["site", "state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_target_id"), ["target", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deliveries_target_state_next_at"), ["target", "state", "next_at"], unique=False
        )

    op.create_table(
        "export_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_export_links")),
    )
    with op.batch_alter_table("export_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_export_links_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "fields",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fields")),
        sa.UniqueConstraint("site", "key", name=op.f("uq_fields_site_key")),
    )
    op.create_table(
        "half_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_half_sessions")),
    )
    with op.batch_alter_table("half_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_half_sessions_member"), ["member"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index("ix_invitations_sent", ["site", "sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_site_state_id"), ["site", "state", "id"], unique=False)

    op.create_table(
        "milestones",
        sa.Column("place", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("place", "name", name=op.f("pk_milestones")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("member", "code_hash", name=op.f("pk_recovery_codes")),
    )
    op.create_table(
        "search_words",
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column(
            "word", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("client", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("site", "word", "client", name=op.f("pk_search_words")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("search_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_words_client_word"), ["client", "word"], unique=False)

    op.create_table(
        "sightings",
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "kind", "origin", name=op.f("pk_sightings")),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("site", "key", name=op.f("uq_tags_site_key")),
    )
    op.create_table(
        "targets",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("site", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), server_default="en", nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("old_secret", sa.Text(), nullable=False),
        sa.Column("old_secret_until", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.String(length=26), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_targets_site_id"), ["site", "id"], unique=False)

    op.create_table(
        "two_factor",
        sa.Column("member", sa.String(length=26), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member", name=op.f("pk_two_factor")),
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("used_from", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("scopes", sa.Text(), server_default='["all"]', nullable=False))
        batch_op.add_column(sa.Column("made_by", sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column("only_sites", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("expires_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("revoked_at", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("clients", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column("stale", sa.Boolean(), server_default=sa.text("true"), nullable=False))
        batch_op.create_index("ix_clients_owner", ["site", "owner", "id"], unique=False)
        batch_op.create_index("ix_clients_seen", ["site", "seen_at", "id"], unique=False)
        batch_op.create_index(
            "ix_clients_stale",
            ["site", "id"],
            unique=False,
            sqlite_where=sa.text("stale = 1"),
            postgresql_where=sa.text("stale"),
        )

    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_site"))
        batch_op.create_index(batch_op.f("ix_memberships_site_member"), ["site", "member"], unique=False)

    with op.batch_alter_table("widgets", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("revision", sa.Integer(), server_default="1", autoincrement=False, nullable=False)
        )
        batch_op.add_column(sa.Column("changed_by", sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column("changed_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("removed_at", sa.BigInteger(), nullable=True))

    # The first release gave every member this language and let nobody choose: empty is "as the browser says".
    op.execute("UPDATE members SET language = '' WHERE language = 'en'")
