"""Sites, the people who work there, and the widgets placed on them."""

from sqlalchemy import Column, Index, String, Table

from server.database.schema import id_column, instant, metadata, number, words, yes_or_no

sites = Table(
    "sites",
    metadata,
    id_column("id", primary=True),
    Column("key", String(26), nullable=False, unique=True),
    words("name"),
    words("origins"),  # JSON list of origins, normalised
    words("time_zone"),
    words("country", optional=True),  # ISO 3166 alpha-2; none: every country
    words("languages"),  # JSON list, the first is the fallback
    words("memory"),  # after_interaction, after_consent or always
    words("addresses"),  # whole or cut: as the consent journal keeps them
    words("looks"),  # JSON: brand, theme, corner
    number("version"),  # + 1 with each change of what visitors are given
    words("identity_secret"),
    yes_or_no("sample"),
    instant("created_at"),
)

members = Table(
    "members",
    metadata,
    id_column("id", primary=True),
    Column("email", String(254), nullable=False, unique=True),
    words("name"),
    words("password_hash"),
    words("language"),
    yes_or_no("disabled"),
    yes_or_no("sample"),
    instant("created_at"),
)

memberships = Table(
    "memberships",
    metadata,
    id_column("member", primary=True),
    id_column("site", primary=True),
    words("role"),
    instant("created_at"),
    Index(None, "site"),
)

sessions = Table(
    "sessions",
    metadata,
    words("token_hash", primary=True),
    id_column("member"),
    words("csrf"),
    words("agent"),
    words("address"),
    instant("created_at"),
    instant("seen_at"),
    instant("expires_at"),
    Index(None, "member"),
    Index(None, "expires_at"),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    id_column("id", primary=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    id_column("member"),
    words("name"),
    instant("created_at"),
    instant("used_at", optional=True),
    Index(None, "member"),
)

widgets = Table(
    "widgets",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("kind"),
    words("name"),
    yes_or_no("enabled"),
    words("draft", optional=True),  # JSON {settings, rules} that is not published yet
    words("settings"),
    words("rules"),
    number("version"),  # 0: never published
    instant("published_at", optional=True),
    instant("created_at"),
    Index(None, "site", "id"),
)

widget_versions = Table(
    "widget_versions",
    metadata,
    id_column("widget", primary=True),
    number("version", primary=True),
    words("settings"),
    words("rules"),
    words("consent_texts"),  # JSON {purpose: {language: words}} as visitors saw them
    id_column("member", optional=True),
    instant("at"),
)
